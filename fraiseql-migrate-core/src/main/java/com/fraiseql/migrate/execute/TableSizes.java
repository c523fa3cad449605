// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.lint.Finding;
import com.fraiseql.migrate.lint.FoundTable;
import com.fraiseql.migrate.options.LintLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds to findings what the server's statistics say of their tables. */
final class TableSizes {

    /**
     * Partitions and child tables count. Both numbers are those of the last VACUUM or ANALYZE (pg_class), since asking
     * for the size of the file would wait for a session that has locked the table.
     */
    private static final String SIZES = """
            SELECT part.rows, part.bytes
            FROM pg_catalog.unnest(%s) WITH ORDINALITY AS asked (name, place)
            LEFT JOIN LATERAL (
                WITH RECURSIVE tree (oid) AS (
                    SELECT pg_catalog.to_regclass(asked.name)::pg_catalog.oid
                    UNION
                    SELECT child.inhrelid FROM pg_catalog.pg_inherits child JOIN tree ON child.inhparent = tree.oid)
                SELECT CASE WHEN pg_catalog.min(c.reltuples) >= 0
                            THEN pg_catalog.sum(c.reltuples)::pg_catalog.int8 END AS rows,
                       pg_catalog.sum(c.relpages)::pg_catalog.int8
                           * pg_catalog.current_setting('block_size')::pg_catalog.int8 AS bytes
                FROM tree JOIN pg_catalog.pg_class c USING (oid) WHERE c.relkind IN ('r', 'm')) part ON true
            ORDER BY asked.place
            """;

    private TableSizes() {}

    /**
     * The findings with the sizes of their tables; one round trip, none if no finding is about a table.
     *
     * @param smallTable below how many rows a finding has the next lower level
     */
    static List<Finding> measure(Session session, List<Finding> findings, long smallTable) {
        Map<String, FoundTable> tables = new LinkedHashMap<>();
        for (Finding finding : findings) {
            if (finding.table() != null) {
                tables.putIfAbsent(quoted(finding.table()), finding.table());
            }
        }
        if (tables.isEmpty()) {
            return findings;
        }
        List<String> names = new ArrayList<>(tables.keySet());
        Reply reply = session.query(SIZES.formatted(Sql.array(names)));
        if (reply.error() != null) {
            // the sizes are an addition; the findings hold without them
            return findings;
        }
        for (int i = 0; i < names.size(); i++) {
            Row row = reply.rows(0).get(i);
            Long rows = row.numberOrNull(0);
            Long bytes = row.numberOrNull(1);
            if (rows != null && bytes != null) {
                tables.computeIfPresent(names.get(i), (name, table) -> table.withSize(rows, bytes));
            }
        }
        return findings.stream()
                .map(finding -> measured(finding, tables, smallTable))
                .toList();
    }

    private static Finding measured(Finding finding, Map<String, FoundTable> tables, long smallTable) {
        FoundTable table = finding.table() == null ? null : tables.get(quoted(finding.table()));
        if (table == null || !table.isMeasured()) {
            return finding;
        }
        Finding measured = finding.with(table);
        return table.rows() < smallTable ? measured.with(lower(measured.level())) : measured;
    }

    private static LintLevel lower(LintLevel level) {
        return level == LintLevel.ERROR ? LintLevel.WARNING : LintLevel.ADVICE;
    }

    private static String quoted(FoundTable table) {
        return table.schema() == null ? Sql.name(table.name()) : Sql.name(table.schema(), table.name());
    }
}
