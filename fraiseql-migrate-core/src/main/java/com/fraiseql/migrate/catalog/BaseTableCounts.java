// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.catalog;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the tables below a view are the same as at an earlier moment, without evaluating the view.
 *
 * <p>At that moment each table's rows were counted and the oldest running transaction was noted. If now no visible row
 * was made by that transaction or a later one, then every row of now was there then; and if there are as many as then,
 * they are the same rows. They are in the same places, too, unless the table has been rewritten
 * ({@code VACUUM FULL}, {@code CLUSTER}), which gives it another file. That takes one scan of each table, which knows
 * nothing of JSON, joins and aggregates.
 *
 * @param counts each table, quoted, its rows and its file; empty if the view reads something that cannot be counted
 * @param oldest the oldest transaction that was running
 */
public record BaseTableCounts(List<String> counts, @Nullable Long oldest) {

    private static final String SEPARATOR = "=";

    private static final String COUNT = "count(*) || '/' || coalesce(pg_relation_filenode(%s::regclass), 0)";

    private static final String BELOW = """
            WITH RECURSIVE part (class, obj, kind) AS (
              SELECT 'pg_class'::regclass::oid, c.oid, c.relkind::text FROM pg_class c
              WHERE c.relname = %s AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %s)
              UNION
              SELECT d.refclassid, d.refobjid, coalesce(c.relkind::text, 'function ' || f.provolatile::text)
              FROM part p JOIN pg_rewrite r ON p.class = 'pg_class'::regclass AND p.kind = 'v' AND r.ev_class = p.obj
              JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refobjid <> p.obj
                AND d.refobjid >= 16384 AND d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass)
              LEFT JOIN pg_class c ON d.refclassid = 'pg_class'::regclass AND c.oid = d.refobjid
              LEFT JOIN pg_proc f ON d.refclassid = 'pg_proc'::regclass AND f.oid = d.refobjid
            )
            SELECT CASE WHEN kind IN ('r', 'p', 'm') THEN quote_ident(n.nspname) || '.' || quote_ident(c.relname) END
                AS name,
              kind IN ('r', 'p', 'm') AND has_table_privilege(c.oid, 'SELECT') AS countable
            FROM part LEFT JOIN pg_class c ON class = 'pg_class'::regclass AND c.oid = obj
            LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE kind NOT IN ('v', 'function i') ORDER BY 1""";

    /** Counts now. Must be the beginning of a transaction with isolation REPEATABLE READ, so that it is one moment. */
    public static BaseTableCounts count(TransactionalSession tx, Projection projection) throws SQLException {
        String view = projection.view();
        if (view == null) {
            return new BaseTableCounts(List.of(), null);
        }
        String snapshot = tx.query("SELECT pg_snapshot_xmin(pg_current_snapshot())")
                .get(0)
                .text(0);
        List<String> counts = new ArrayList<>();
        for (Row row : tx.query(BELOW.formatted(Sql.literal(view), Sql.literal(projection.schema())))) {
            String table = row.textOrNull("name");
            if (table == null || !row.flag("countable")) {
                return new BaseTableCounts(List.of(), null);
            }
            counts.add(
                    tx.query("SELECT " + count(table) + " FROM " + table).get(0).textOrNull(0) + SEPARATOR + table);
        }
        return new BaseTableCounts(counts, Long.valueOf(snapshot));
    }

    /** Whether they are the same rows. */
    public boolean unchanged(TransactionalSession link) throws SQLException {
        if (counts.isEmpty() || oldest == null) {
            return false;
        }
        for (String counted : counts) {
            int at = counted.indexOf(SEPARATOR);
            String table = counted.substring(at + 1);
            Row now = link.query("SELECT " + count(table) + " AS counted, coalesce(bool_or(age(xmin) <= age('"
                            + (oldest & 0xFFFFFFFFL) + "'::xid)), false) AS written FROM " + table)
                    .get(0);
            if (!counted.substring(0, at).equals(now.textOrNull("counted")) || now.flag("written")) {
                return false;
            }
        }
        return true;
    }

    private static String count(String table) {
        return COUNT.formatted(Sql.literal(table));
    }
}
