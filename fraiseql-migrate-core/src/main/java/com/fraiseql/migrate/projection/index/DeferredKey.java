// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.index;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.state.StateTable;
import com.fraiseql.migrate.projection.table.SyncFailures;
import com.fraiseql.migrate.projection.table.SyncRun;
import com.fraiseql.migrate.projection.table.Target;
import java.sql.SQLException;
import java.util.List;

/**
 * Drops the primary key of a new table while it is loaded, since keeping a key of random values up row by row is a
 * quarter of what a load costs, and building it afterwards is done beside the other indexes.
 *
 * <p>Without its key a table refuses {@code INSERT … ON CONFLICT} and takes an id twice. So this is done only where
 * no other session can be expected to write to it yet:
 *
 * <ol>
 *   <li>The table has never been synced, no row has ever been inserted, and writers may be stopped for an index
 *       anyway.
 *   <li>It has no trigger, no other unique index, nothing that refers to its key, and is not published; no function of
 *       the database mentions a {@code tv_}.
 *   <li>The key is an ordinary one: a column, not deferrable, without options, in the table's own tablespace.
 *   <li>The statement that recreates the key is recorded in the transaction that drops it. Whatever happens, the next
 *       sync begins with recreating every key that is recorded ({@link RecordedKey#restoreAll}), and so does the end
 *       of one that fails.
 *   <li>If another session has written a row all the same, so that an id occurs twice, both rows are removed, and the
 *       table is compared with its source.
 * </ol>
 */
public final class DeferredKey {

    /** How many rows are to be loaded at least. */
    public static final long ROWS = 100_000;

    private static final String OTHERS_DEPEND_ON_IT = "2BP01";

    private static final String DEFERRABLE_KEY = """
            SELECT x.conname FROM pg_class c
            JOIN pg_constraint x ON x.conrelid = c.oid AND x.contype = 'p' AND NOT x.condeferrable
            JOIN pg_index i ON i.indexrelid = x.conindid AND i.indisvalid AND NOT i.indisclustered AND NOT
            i.indisreplident
            JOIN pg_class k ON k.oid = i.indexrelid AND k.reltablespace = 0 AND k.reloptions IS NULL
            WHERE c.oid = %1$d AND c.relkind = 'r' AND i.indnatts = 1 AND pg_relation_size(c.oid) = 0
              AND coalesce(pg_stat_get_tuples_inserted(c.oid), 0) = 0
              AND NOT EXISTS (SELECT FROM pg_index o WHERE o.indrelid = c.oid AND o.indisunique AND NOT o.indisprimary)
              AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.confrelid = c.oid)
              AND NOT EXISTS (SELECT FROM pg_inherits h WHERE c.oid IN (h.inhparent, h.inhrelid))
              AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid)
              AND NOT EXISTS (SELECT FROM pg_description d WHERE d.objoid IN (x.oid, k.oid))
              AND NOT EXISTS (SELECT FROM pg_publication_tables p WHERE p.schemaname = %2$s AND p.tablename = c.relname)
              AND NOT EXISTS (SELECT FROM pg_proc f WHERE f.oid >= 16384
                AND (strpos(f.prosrc, 'tv_') > 0 OR strpos(f.prosrc, 'TV_') > 0))""";

    private final SyncRun run;
    private final StateTable state;
    private final Target target;

    public DeferredKey(SyncRun run, StateTable state, Target target) {
        this.run = run;
        this.state = state;
        this.target = target;
    }

    /** Drops it if that can be done. */
    public void defer(TransactionalSession link) throws SQLException {
        Projection projection = target.projection();
        if (run.options().concurrentIndexes() || !projection.ownedByUs()) {
            return;
        }
        try {
            link.inTransaction(tx -> {
                tx.execute(run.transactionSettings());
                List<Row> rows = tx.query(DEFERRABLE_KEY.formatted(projection.oid(), Sql.literal(projection.schema())));
                if (!rows.isEmpty()) {
                    String name = Sql.name(rows.get(0).text(0));
                    PrimaryKey key = new PrimaryKey(
                            target.table(), name, Sql.name(target.key().name()));
                    tx.execute(state.indexesDeferred(target.name(), List.of(key.statement())) + ";ALTER TABLE "
                            + key.table() + " DROP CONSTRAINT " + key.name());
                }
                return rows.size();
            });
        } catch (SQLException e) {
            if (!SyncFailures.worthRetrying(e) && !OTHERS_DEPEND_ON_IT.equals(e.getSQLState())) {
                throw e;
            }
            // the load is slower with it, and as right
        }
    }
}
