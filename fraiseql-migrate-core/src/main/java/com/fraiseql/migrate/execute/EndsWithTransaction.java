// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import com.fraiseql.migrate.script.Unit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a unit has that a commit in its middle would silently take away: temporary tables with
 * {@code ON COMMIT DELETE ROWS} or {@code ON COMMIT DROP}, and cursors without hold. The author had one transaction, so
 * the engine must not end it.
 *
 * @param line where it stands in the file
 * @param what the statement's first line
 */
record EndsWithTransaction(int line, String what) {

    private static final String NAME = "((?:\"(?:[^\"]|\"\")*\"|[\\w$.])+)";
    private static final Pattern ON_COMMIT = Pattern.compile("(?i)\\bon\\s+commit\\s+(?:delete\\s+rows|(drop))\\b");
    private static final Pattern TABLE = Pattern.compile(
            "(?i)create\\s+(?:(?:global|local)\\s+)?temp(?:orary)?\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?" + NAME);
    private static final Pattern CURSOR =
            Pattern.compile("(?is)declare\\s+" + NAME + "\\s.*?\\bcursor\\b(?!\\s+with\\s+hold)");
    private static final Pattern ENDED =
            Pattern.compile("(?i)(?:close|drop\\s+table(?:\\s+if\\s+exists)?)\\s+" + NAME + "\\s*$");

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

    private static void note(Statement statement, boolean sameUnit, Map<String, EndsWithTransaction> found) {
        String text = statement.text();
        EndsWithTransaction one = new EndsWithTransaction(statement.line(), statement.firstLine());
        Matcher ended = ENDED.matcher(text);
        if (ended.lookingAt()) {
            found.remove(name(ended));
            return;
        }
        Matcher onCommit = ON_COMMIT.matcher(text);
        // a table that an earlier unit's commit has only emptied may have been filled again
        if (onCommit.find() && (sameUnit || onCommit.group(1) == null)) {
            Matcher table = TABLE.matcher(text);
            found.put(table.lookingAt() ? name(table) : "line " + statement.line(), one);
        }
        Matcher cursor = CURSOR.matcher(text);
        if (sameUnit && cursor.lookingAt()) {
            found.put(name(cursor), one);
        }
    }

    private static String name(Matcher matcher) {
        return matcher.group(1).toLowerCase(Locale.ROOT);
    }

    String hint() {
        return "The file is not committed above this statement, since that would end what line " + line
                + " has for its transaction only (" + what
                + "). Put this statement and what is below it into a file of its own, or use ON COMMIT PRESERVE "
                + "ROWS or WITH HOLD.";
    }
}
