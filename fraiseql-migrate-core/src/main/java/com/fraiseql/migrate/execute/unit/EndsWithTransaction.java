// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import com.fraiseql.migrate.script.Unit;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TokenCursor;
import com.fraiseql.migrate.sql.Tokens;
import com.fraiseql.migrate.sql.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a commit in the middle of a unit would silently remove: temporary tables with
 * {@code ON COMMIT DELETE ROWS} or {@code ON COMMIT DROP}, and cursors without hold. The author had one transaction, so
 * the engine must not end it.
 *
 * @param line where it stands in the file
 * @param what the statement's first line
 */
public record EndsWithTransaction(int line, String what) {

    /**
     * What the unit would lose.
     *
     * @param before the index of the first statement below the cut
     */
    static Optional<EndsWithTransaction> in(ScriptWork work, Unit unit, int before) {
        Map<String, EndsWithTransaction> found = new LinkedHashMap<>();
        try (StatementReader reader = StatementReader.open(work.origin().text(), work.placeholders())) {
            Statement statement;
            while ((statement = reader.next()) != null && statement.index() < before) {
                note(statement, statement.index() >= unit.firstStatement(), found);
            }
        }
        return found.values().stream().findFirst();
    }

    /** Follows one statement; {@code found} has what is there by name. */
    public static void note(Statement statement, boolean sameUnit, Map<String, EndsWithTransaction> found) {
        EndsWithTransaction one = new EndsWithTransaction(statement.line(), statement.firstLine());
        TokenCursor words = new TokenCursor(statement.tokens());
        switch (words.take().upper()) {
            case "CLOSE" -> found.remove(String.valueOf(words.name()));
            case "DROP" -> {
                if (words.accept("TABLE")) {
                    words.accept("IF", "EXISTS");
                    words.names().forEach(table -> found.remove(table.toString()));
                }
            }
            case "DECLARE" -> {
                String cursor = String.valueOf(words.name());
                if (sameUnit && words.find("CURSOR") && !words.accept("WITH", "HOLD")) {
                    found.put(cursor, one);
                }
            }
            default -> {
                // a table that an earlier unit's commit has only emptied may have been filled again
                if (saysOnCommit(statement.text(), "DELETE", "ROWS")
                        || (sameUnit && saysOnCommit(statement.text(), "DROP"))) {
                    found.put(temporaryTable(statement), one);
                }
            }
        }
    }

    /** Whether a statement, or code in it, says so. */
    private static boolean saysOnCommit(String text, String... what) {
        return Words.mention(text, "COMMIT")
                && Tokens.everywhere(text).stream().map(TokenCursor::new).anyMatch(words -> {
                    while (words.findAnywhere("ON", "COMMIT")) {
                        if (words.accept(what)) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    private static String temporaryTable(Statement statement) {
        return statement.command() instanceof Command.CreateTable table
                ? table.name().toString()
                : "line " + statement.line();
    }

    public String hint() {
        return "The file is not committed above this statement, since that would end what line " + line
                + " has for its transaction only (" + what
                + "). Put this statement and what is below it into a file of its own, or use ON COMMIT PRESERVE "
                + "ROWS or WITH HOLD.";
    }
}
