// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.sql.Lexer;
import java.util.List;

/**
 * The SQL that undoes a script: the comment lines below {@code -- Rollback:}.
 *
 * @param sql the lines below the marker, each without its {@code --} and one space after it, joined by LF; a line that
 *     is not a comment is empty here; directives keep their {@code --}; placeholders are not replaced
 * @param line the line of the marker in the file, so that the first line of {@code sql} is the one below it
 * @param shifts for each line of {@code sql}, how many code points of the file's line were left out
 */
public record RollbackSection(String sql, int line, List<Integer> shifts) {

    public RollbackSection {
        shifts = List.copyOf(shifts);
    }

    /**
     * The section as a script of its own, whose lines have the numbers that they have in the file.
     *
     * @param file the file that the section is in
     */
    public ScriptText in(ScriptText file) {
        return new StoredText(file.name(), sql) {
            @Override
            public int firstLine() {
                return line + 1;
            }

            @Override
            public ScriptText file() {
                return file;
            }

            @Override
            public SourceLocation locate(int sqlLine, int sqlColumn) {
                int index = sqlLine - line - 1;
                int shift = index >= 0 && index < shifts.size() ? shifts.get(index) : 0;
                return new SourceLocation(file.name(), sqlLine, sqlColumn == 0 ? 0 : sqlColumn + shift);
            }
        };
    }

    /** Whether the characters are {@code -- Rollback:} in any case, with optional white space, and no more. */
    static boolean isMarker(char[] chars, int from, int to) {
        int i = from + 2;
        i = skip(chars, i, to);
        for (int k = 0; k < "rollback".length(); k++, i++) {
            if (i >= to || (chars[i] | 0x20) != "rollback".charAt(k)) {
                return false;
            }
        }
        i = skip(chars, i, to);
        return i < to && chars[i] == ':' && skip(chars, i + 1, to) == to;
    }

    private static int skip(char[] chars, int from, int to) {
        int i = from;
        while (i < to && Lexer.isSpace(chars[i])) {
            i++;
        }
        return i;
    }
}
