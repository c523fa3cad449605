// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import com.fraiseql.migrate.db.Sql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows that have a file's name where the version belongs, {@code 003_b.sql} instead of {@code 003_b}: an operator who
 * adds a row by hand copies what the status shows. No version ends so (FORMATS.md), so they are read as what they mean,
 * and corrected by the next run that writes.
 */
final class FileNames {

    private static final String PAIR = ".up.sql";
    private static final String FILE = ".sql";

    private FileNames() {}

    static boolean isOne(String version) {
        return version.endsWith(FILE) && version.length() > FILE.length();
    }

    static String version(String fileName) {
        String ending = fileName.endsWith(PAIR) ? PAIR : FILE;
        return fileName.substring(0, fileName.length() - ending.length());
    }

    /** The rows with their versions; where a version has both, the row that has it by its own name. */
    static List<HistoryRow> asVersions(List<HistoryRow> rows) {
        Set<String> seen = new HashSet<>();
        rows.stream()
                .map(HistoryRow::version)
                .filter(version -> !isOne(version))
                .forEach(seen::add);
        List<HistoryRow> result = new ArrayList<>();
        for (HistoryRow row : rows) {
            if (!isOne(row.version())) {
                result.add(row);
            } else if (seen.add(version(row.version()))) {
                result.add(row.withVersion(version(row.version())));
            }
        }
        return result;
    }

    /** Corrects them, one statement each: those that have no row of their own get the version, the others go. */
    static List<String> correction(HistoryTable table) {
        String version = "pg_catalog.regexp_replace(%s.version, " + Sql.literal("(\\.up)?\\.sql$") + ", '')";
        return List.of(
                """
                DELETE FROM %1$s h WHERE h.version LIKE '_%%.sql' AND EXISTS (SELECT FROM %1$s o
                 WHERE o.version <> h.version AND (o.version = %2$s OR o.version < h.version AND o.version LIKE
                 '_%%.sql' AND %3$s =
                 %2$s))""".formatted(table.qualified(), version.formatted("h"), version.formatted("o")),
                "UPDATE " + table.qualified() + " h SET version = " + version.formatted("h")
                        + " WHERE h.version LIKE '_%.sql'");
    }
}
