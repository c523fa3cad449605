// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the line by which the author of a migration without a rollback may have meant one. */
public final class RollbackHint {

    private static final Pattern ALMOST = Pattern.compile("(?i)-+\\s*rollback\\s*(:?)\\s*(.*)");
    private static final Set<String> VERBS = Set.of(
            "ALTER",
            "CALL",
            "COMMENT",
            "COPY",
            "CREATE",
            "DELETE",
            "DO",
            "DROP",
            "GRANT",
            "INSERT",
            "MERGE",
            "REFRESH",
            "REVOKE",
            "SELECT",
            "SET",
            "TRUNCATE",
            "UPDATE",
            "WITH");

    private RollbackHint() {}

    /** One sentence that names the line, or nothing. */
    public static Optional<String> of(ScriptText text) {
        Finder finder = new Finder();
        try (StatementScanner scanner = StatementScanner.open(text, Reading.lenient(text.undoes(), finder))) {
            while (finder.hint == null && scanner.next() != null) {
                // the finder listens
            }
        }
        return Optional.ofNullable(finder.hint);
    }

    /** Whether a line begins with a word that SQL commands begin with. */
    static boolean looksLikeSql(String line) {
        List<Token> tokens = Tokens.of(line);
        return !tokens.isEmpty()
                && tokens.get(0).kind() == Token.Kind.WORD
                && VERBS.contains(tokens.get(0).upper());
    }

    private static final class Finder implements CommentListener {

        private @Nullable String hint;

        @Override
        public void comment(String text, int line) {
            Matcher almost = ALMOST.matcher(text.strip());
            if (hint != null || !almost.matches()) {
                return;
            }
            if (almost.group(2).isEmpty()) {
                hint = "Line " + line + " lacks the colon: a rollback section begins with a line -- Rollback:";
            } else if (looksLikeSql(almost.group(2))) {
                hint = "Line " + line
                        + " begins no rollback section, since -- Rollback: stands alone on its line, and the SQL "
                        + "below it, as comments.";
            }
        }
    }
}
