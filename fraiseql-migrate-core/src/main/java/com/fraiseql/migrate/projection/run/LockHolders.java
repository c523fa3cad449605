// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.run;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.db.OtherSession;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that hold locks which a sync of a table has to wait for. They are asked for when it has given up, in the
 * order of what blocks most: a session that keeps readers or writers out of the table or readers out of what its view
 * reads, otherwise one that writes to the table.
 */
public final class LockHolders {

    private static final String QUESTION = """
            WITH RECURSIVE part (class, obj) AS (
              SELECT 'pg_class'::regclass::oid, v.oid FROM pg_class v
              WHERE v.relname = %2$s AND v.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = %1$d)
              UNION
              SELECT d.refclassid, d.refobjid FROM part p
              JOIN pg_rewrite r ON p.class = 'pg_class'::regclass AND r.ev_class = p.obj
              JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid =
              'pg_class'::regclass
            ), tables (oid, target) AS (
              SELECT oid, false FROM pg_class WHERE %1$d = 0 AND oid >= 16384
              UNION SELECT %1$d::oid, true UNION SELECT relid, true FROM pg_partition_tree(%1$d::oid::regclass)
              UNION SELECT obj, false FROM part
            ), held AS (
              SELECT l.pid, min(CASE WHEN l.mode = 'AccessExclusiveLock' THEN 1
                WHEN t.target AND l.mode IN ('ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock') THEN 1
                WHEN t.target AND l.mode IN ('RowExclusiveLock', 'ShareUpdateExclusiveLock', 'RowShareLock') THEN 2
                END) AS rank
              FROM pg_locks l JOIN tables t ON t.oid = l.relation
              WHERE l.locktype = 'relation' AND l.granted AND l.pid IS DISTINCT FROM pg_backend_pid()
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) GROUP BY l.pid
            )
            SELECT %3$s
            FROM held h LEFT JOIN pg_stat_activity a ON a.pid = h.pid
            WHERE h.rank = (SELECT min(rank) FROM held) ORDER BY a.xact_start LIMIT 5""";

    private LockHolders() {}

    /**
     * The same failure, with the sessions in its detail if it is one of a lock.
     *
     * @param projection the table, {@code null} if it may have been any of them
     */
    public static MigrateException named(
            TransactionalSession link, @Nullable Projection projection, MigrateException failure) {
        if (failure.code() != FailureCode.LOCK_TIMEOUT) {
            return failure;
        }
        List<String> lines = new ArrayList<>();
        failure.detail().ifPresent(lines::add);
        try {
            for (Row row : link.query(QUESTION.formatted(
                    projection == null ? 0 : projection.oid(),
                    Sql.literal(projection == null ? null : projection.view()),
                    OtherSession.columns("h.pid")))) {
                lines.add("  blocked by " + OtherSession.inWords(row));
            }
        } catch (SQLException e) {
            // knowing who blocks is a help, not a need
            return failure;
        }
        return MigrateException.builder(failure.code(), failure.what(), failure.action())
                .location(failure.location().orElse(null))
                .detail(lines.isEmpty() ? null : String.join("\n", lines))
                .cause(failure.getCause())
                .build();
    }
}
