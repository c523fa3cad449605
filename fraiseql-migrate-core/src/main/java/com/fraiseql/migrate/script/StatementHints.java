// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.script.StrayCharacters.Stray;
import com.fraiseql.migrate.sql.Lexer;
import java.util.Optional;
import java.util.Set;

/** What the text of a statement tells about an error that the server reports of it. */
public final class StatementHints {

    private static final String SYNTAX_ERROR = "42601";

    /** The errors that a word spelt wrong leads to: syntax, and unknown columns, functions, objects and tables. */
    private static final Set<String> WORDS = Set.of(SYNTAX_ERROR, "42703", "42883", "42704", "42P01", "3F000");

    private StatementHints() {}

    /**
     * One sentence.
     *
     * @param script the script that the statement is of
     * @param state the SQLSTATE
     * @param position where the server sees the error, in code points from 1; 0 if it does not say
     */
    public static Optional<String> of(Statement statement, ScriptText script, String state, int position) {
        if (!WORDS.contains(state)) {
            return Optional.empty();
        }
        Stray stray = StrayCharacters.in(statement);
        if (stray != null) {
            int at = statement.text().codePointCount(0, stray.offset()) + 1;
            SourceLocation place = statement.locate(script, at);
            return Optional.of("Line " + place.line() + ", column " + place.column() + " holds the character "
                    + stray.name() + ", which PostgreSQL takes for a letter; replace it.");
        }
        return state.equals(SYNTAX_ERROR) && position > 0 ? variable(statement, position) : Optional.empty();
    }

    /** {@code :name}, {@code :'name'} and {@code :"name"} are replaced by psql, and by nothing else. */
    private static Optional<String> variable(Statement statement, int position) {
        String text = statement.text();
        if (position > text.codePointCount(0, text.length())) {
            return Optional.empty();
        }
        int at = text.offsetByCodePoints(0, position - 1);
        if (text.charAt(at) != ':' || at + 1 >= text.length()) {
            return Optional.empty();
        }
        char quote = text.charAt(at + 1);
        boolean quoted = quote == '\'' || quote == '"';
        int end = at + (quoted ? 2 : 1);
        int start = end;
        while (end < text.length() && Lexer.isWordPart(text.charAt(end))) {
            end++;
        }
        if (end == start || (quoted && (end >= text.length() || text.charAt(end) != quote))) {
            return Optional.empty();
        }
        String name = text.substring(start, end);
        return Optional.of(text.substring(at, quoted ? end + 1 : end)
                + " is a variable of psql's; write the value, or ${" + name + "} with a placeholder of that name.");
    }
}
