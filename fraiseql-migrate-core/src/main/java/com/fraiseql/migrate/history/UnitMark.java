// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

/**
 * What {@code unit_checksums} keeps of a unit: how many statements it covered, its hash, and marks of its lines
 * (FORMATS.md).
 *
 * @param statements the number of statements, counted as the script room counts them
 * @param hash SHA-256 in lower-case hex
 * @param lineMarks what it takes to name the line where an edited unit differs; may be empty
 */
public record UnitMark(int statements, String hash, String lineMarks) {

    public String encode() {
        return statements + ":" + hash + ":" + lineMarks;
    }

    /** Reads what {@link #encode} wrote; anything else is a mark that fits no unit. */
    public static UnitMark decode(String text) {
        int first = text.indexOf(':');
        int second = text.indexOf(':', first + 1);
        if (first <= 0 || second < 0) {
            return new UnitMark(0, text, "");
        }
        int statements;
        try {
            statements = Integer.parseInt(text.substring(0, first));
        } catch (NumberFormatException e) {
            return new UnitMark(0, text, "");
        }
        return new UnitMark(statements, text.substring(first + 1, second), text.substring(second + 1));
    }
}
