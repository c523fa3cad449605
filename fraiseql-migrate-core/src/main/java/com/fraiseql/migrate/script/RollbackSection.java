// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.SourceLocation;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The SQL that undoes a script: the comment lines below {@code -- Rollback:}.
 *
 * @param sql the lines below the marker, each without its {@code --} and one space behind it, joined by LF; a line that is not
 *     a comment is empty here; directives keep their {@code --}; placeholders are not replaced
 * @param line the line of the marker in the file, so that the first line of {@code sql} is the one below it
 * @param shifts for each line of {@code sql}, how many code points of the file's line were left out
 */
public record RollbackSection(String sql, int line, List<Integer> shifts) {

    public RollbackSection {
        shifts = List.copyOf(shifts);
    }

    /** Where a place in {@link #sql} is in the file; lines and columns from 1. */
    public SourceLocation locate(String file, int sqlLine, int sqlColumn) {
        int shift = sqlLine >= 1 && sqlLine <= shifts.size() ? shifts.get(sqlLine - 1) : 0;
        return new SourceLocation(file, line + sqlLine, sqlColumn == 0 ? 0 : sqlColumn + shift);
    }

    /** The section as a script of its own. */
    public ScriptText asText(String name) {
        return text(name, sql);
    }

    static ScriptText text(String name, String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        return new ScriptText() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public boolean undoes() {
                return true;
            }
        };
    }

    /** Whether the characters are {@code -- Rollback:} in any case, with optional white space, and nothing else. */
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
