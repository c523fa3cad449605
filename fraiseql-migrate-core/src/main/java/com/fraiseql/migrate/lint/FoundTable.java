// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint;

import org.jspecify.annotations.Nullable;

/**
 * The table that a finding is about.
 *
 * @param schema the schema, if the statement names it
 * @param name its name as the catalog has it
 * @param rows how many rows it has by the server's estimate; {@link #UNKNOWN} without a server, or if it was never
 *     analyzed
 * @param bytes its size on disk without indexes, by the same estimate; {@link #UNKNOWN} likewise
 */
public record FoundTable(@Nullable String schema, String name, long rows, long bytes) {

    public static final long UNKNOWN = -1;

    private static final long THOUSAND = 1_000;
    private static final long KILO = 1_024;

    public FoundTable withSize(long newRows, long newBytes) {
        return new FoundTable(schema, name, newRows, newBytes);
    }

    /** As a statement names it, quotes apart. */
    public String display() {
        return schema == null ? name : schema + "." + name;
    }

    /** Whether the server was asked and knows. */
    public boolean isMeasured() {
        return rows != UNKNOWN;
    }

    /** {@code tb_post, 12 M rows, 9 GB}; without a size the name alone. */
    @Override
    public String toString() {
        return isMeasured() ? display() + ", " + count(rows) + ", " + size(bytes) : display();
    }

    private static String count(long rows) {
        return rows < 10 * THOUSAND
                ? rows + (rows == 1 ? " row" : " rows")
                : scaled(rows, THOUSAND, " k", " M", " G") + " rows";
    }

    private static String size(long bytes) {
        return bytes < KILO ? bytes + " bytes" : scaled(bytes, KILO, " kB", " MB", " GB", " TB");
    }

    /** In the largest unit of which there is one, with one decimal below ten. */
    private static String scaled(long number, long step, String... units) {
        double scaled = (double) number / step;
        int unit = 0;
        while (scaled >= step && unit < units.length - 1) {
            scaled /= step;
            unit++;
        }
        long tenths = (long) (scaled * 10);
        return (tenths < 100 && tenths % 10 != 0 ? tenths / 10 + "." + tenths % 10 : String.valueOf(tenths / 10))
                + units[unit];
    }
}
