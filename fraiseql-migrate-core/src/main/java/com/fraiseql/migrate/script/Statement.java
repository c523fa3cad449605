// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.CommandParser;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.Tokens;
import java.util.List;

/**
 * One statement of a script.
 *
 * @param index its number among all statements of the file, from 0; BEGIN and COMMIT count
 * @param text from its first token to its last one, comments in between included, as in the file after placeholder
 *     replacement; without the semicolon
 * @param place where it stands in the file
 * @param traits what the engine must know of it
 * @param directives what stands above it for it alone
 * @param standardStrings {@code standard_conforming_strings} as the script has set it so far
 * @param replacements where placeholders stood
 */
public record Statement(
        int index,
        String text,
        Place place,
        Traits traits,
        List<Directive> directives,
        boolean standardStrings,
        Replacements replacements) {

    private static final int FIRST_LINE = 100;

    /**
     * Where a statement stands in its file.
     *
     * @param line the line of its first character, from 1
     * @param column the column of its first character, in code points from 1
     * @param lastLine the line of its last character
     */
    public record Place(int line, int column, int lastLine) {}

    public int line() {
        return place.line();
    }

    public int column() {
        return place.column();
    }

    public int lastLine() {
        return place.lastLine();
    }

    /** The tokens, without comments. */
    public List<Token> tokens() {
        return Tokens.of(text, standardStrings);
    }

    /** What it is. */
    public Command command() {
        return CommandParser.parse(tokens());
    }

    /**
     * Where a character of the text stands in the file. Within the value of a placeholder that is the placeholder.
     *
     * @param script the script that the statement is of
     * @param position the character, in code points from 1, as PostgreSQL reports it; what is outside of the text
     *     becomes its nearest end
     */
    public SourceLocation locate(ScriptText script, int position) {
        int end =
                text.offsetByCodePoints(0, Math.max(0, Math.min(position - 1, text.codePointCount(0, text.length()))));
        return replacements.locate(text, new SourceLocation(script.name(), line(), column()), script, end);
    }

    /**
     * The text as it may be shown: without secrets, and without the values of placeholders that stand in a literal or
     * are named like a secret.
     */
    public String shown() {
        return Secrets.mask(replacements.shown(text, tokens()));
    }

    /** Whether it begins or ends a transaction. */
    boolean isControl() {
        return traits.control() != Traits.Control.NONE;
    }

    /** The text with its placeholders as they stand in the file. */
    String raw() {
        return replacements.undo(text);
    }

    /**
     * The first line as it stands in the file, white space made single, cut at 100 characters, without secrets; for
     * messages. A placeholder is shown, not its value.
     */
    public String firstLine() {
        String shown = raw();
        int end = 0;
        while (end < shown.length() && shown.charAt(end) != '\n' && shown.charAt(end) != '\r') {
            end++;
        }
        String first = Secrets.mask(shown.substring(0, Math.min(end, 4 * FIRST_LINE)))
                .strip()
                .replaceAll("\\s+", " ");
        if (first.codePointCount(0, first.length()) <= FIRST_LINE) {
            return first;
        }
        return first.substring(0, first.offsetByCodePoints(0, FIRST_LINE - 1)) + "…";
    }
}
