// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.failure;

/**
 * A place in a migration file.
 *
 * @param file the file name as the user knows it, for instance {@code 003_add_indexes.sql}
 * @param line the line, counted from 1; 0 where only the file is known
 * @param column the column in characters (code points), counted from 1; 0 where only the line is known
 */
public record SourceLocation(String file, int line, int column) {

    public static SourceLocation file(String file) {
        return new SourceLocation(file, 0, 0);
    }

    /** {@code file:line:column}, as far as it is known. */
    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
