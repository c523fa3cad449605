// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.index;

import static java.util.function.Predicate.not;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.state.StateTable;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.table.ProgressMeter;
import com.fraiseql.migrate.projection.table.RowFailures;
import com.fraiseql.migrate.projection.table.SyncFailures;
import com.fraiseql.migrate.projection.table.SyncRun;
import com.fraiseql.migrate.projection.table.Target;
import com.fraiseql.migrate.projection.table.TransactionSettings;
import com.fraiseql.migrate.ranges.Workers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes the secondary indexes of an empty table away while it is filled, and builds them afterwards, which is far
 * cheaper than keeping them up row by row.
 *
 * <ol>
 *   <li>Only plain, valid indexes that nothing else relies on: not unique, no constraint, not the replica identity, not
 *       clustered on, in the table's own tablespace, and only if the table is ours.
 *   <li>The statements that rebuild them are recorded in the transaction that drops them, so that no kill can lose one;
 *       each is taken off the list in the transaction that builds it.
 *   <li>If the table's lock cannot be acquired, the indexes stay, and the load is only slower.
 * </ol>
 */
public final class DeferredIndexes {

    /** How many rows are to be loaded at least. */
    public static final long ROWS = 10_000;

    private static final String CREATE = "CREATE INDEX ";

    private final SyncRun run;
    private final StateTable state;
    private final Target target;

    public DeferredIndexes(SyncRun run, StateTable state, Target target) {
        this.run = run;
        this.state = state;
        this.target = target;
    }

    /** Drops what can be dropped, and says how many that were. */
    public int defer(TransactionalSession link) throws SQLException {
        if (target.projection().kind() != 'r' || !target.projection().ownedByUs()) {
            return 0;
        }
        try {
            return link.inTransaction(tx -> {
                tx.execute(run.transactionSettings() + "SET LOCAL search_path = pg_catalog");
                List<String> statements = new ArrayList<>();
                StringBuilder drops = new StringBuilder();
                for (Row row : tx.query(
                        "SELECT pg_get_indexdef(i.indexrelid) AS definition, i.indexrelid::regclass::text AS name,"
                                + " d.description FROM "
                                + "pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                                + " LEFT JOIN pg_description d ON d.objoid = c.oid AND d.classoid = "
                                + "'pg_class'::regclass AND d.objsubid = 0"
                                + " WHERE i.indrelid = " + target.projection().oid()
                                + " AND NOT i.indisunique AND NOT i.indisprimary"
                                + " AND i.indisvalid AND NOT i.indisclustered AND NOT i.indisreplident AND "
                                + "c.reltablespace = 0"
                                + " AND NOT EXISTS (SELECT FROM pg_constraint x WHERE x.conindid = c.oid)"
                                + " ORDER BY c.relname")) {
                    String definition = row.text("definition");
                    String name = row.text("name");
                    String description = row.textOrNull("description");
                    if (definition.startsWith(CREATE)) {
                        String comment = description == null
                                ? ""
                                : ";COMMENT ON INDEX " + name + " IS " + Sql.literal(description);
                        statements.add(definition + comment);
                        drops.append(";DROP INDEX ").append(name);
                    }
                }
                if (!statements.isEmpty()) {
                    tx.execute(state.indexesDeferred(target.name(), statements) + drops);
                }
                return statements.size();
            });
        } catch (SQLException e) {
            if (SyncFailures.worthRetrying(e)) {
                run.tell(listener -> listener.remark(
                        target.name(),
                        "Its indexes stay during the load, since others use the table: " + e.getMessage()));
                return 0;
            }
            throw e;
        }
    }

    /**
     * Builds the indexes that are recorded.
     *
     * @return false if the primary key could not be made, since an id is there twice
     */
    public boolean build(TransactionalSession own, List<String> statements, long tableStart) throws SQLException {
        if (statements.isEmpty()) {
            return true;
        }
        Optional<RecordedKey> key = RecordedKey.among(statements, run, state, target.name());
        List<String> secondary =
                statements.stream().filter(not(PrimaryKey::isOne)).toList();
        ProgressMeter meter =
                new ProgressMeter(run, target.name(), SyncPhase.INDEXING, tableStart, 0, statements.size());
        boolean concurrently = run.options().concurrentIndexes();
        GinBuild gin = GinBuild.of(own, target, secondary, concurrently);
        AtomicBoolean unique = new AtomicBoolean(true);
        List<Workers.Task> tasks = new ArrayList<>();
        key.ifPresent(noted -> tasks.add(task("the primary key", meter, link -> unique.set(noted.createIndex(link)))));
        if (gin.alone()) {
            // it is built by several processes, and needs the table for itself
            Workers.doAll(run, own, tasks, 1);
            tasks.clear();
        }
        for (String statement : secondary) {
            tasks.add(task(statement.replaceFirst(" USING .*", ""), meter, link -> {
                if (concurrently) {
                    buildConcurrently(link, statement, gin);
                } else {
                    build(link, statement, gin);
                }
            }));
        }
        // two that build concurrently on one table would wait for each other
        Workers.doAll(run, own, tasks, concurrently ? 1 : run.options().connections());
        if (key.isPresent() && unique.get()) {
            key.get().makeConstraint(own);
        }
        return unique.get();
    }

    /** The building of one index. */
    @FunctionalInterface
    private interface Building {
        void on(TransactionalSession link) throws SQLException;
    }

    private Workers.Task task(String what, ProgressMeter meter, Building building) {
        return link -> {
            try {
                building.on(link);
                meter.add(1, 0);
            } catch (SQLException e) {
                throw failure(what, e);
            }
        };
    }

    private void build(TransactionalSession link, String statement, GinBuild gin) throws SQLException {
        run.committed(
                link,
                gin.before(statement) + statement.replaceFirst(CREATE, CREATE + "IF NOT EXISTS ") + ";"
                        + gin.after(statement) + state.indexBuilt(target.name(), statement));
    }

    /** Does not stop writers. The invalid index that a killed build has left is dropped first. */
    private void buildConcurrently(TransactionalSession link, String statement, GinBuild gin) throws SQLException {
        String[] parts = statement.split(";COMMENT ON INDEX ", 2);
        String name = parts[0].substring(CREATE.length(), parts[0].indexOf(" ON ", CREATE.length()));
        link.executeAlone("SET statement_timeout = 0; SET lock_timeout = 0;" + TransactionSettings.clientCheck(false)
                + gin.before(statement));
        try {
            if (!link.query("SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT "
                            + "i.indisvalid AND i.indrelid = "
                            + target.projection().oid() + " AND quote_ident(c.relname) = " + Sql.literal(name))
                    .isEmpty()) {
                link.executeAlone("DROP INDEX CONCURRENTLY "
                        + Sql.name(target.projection().schema()) + "." + name);
            }
            link.executeAlone(parts[0].replaceFirst(CREATE, CREATE + "CONCURRENTLY IF NOT EXISTS "));
            link.execute((parts.length == 1 ? "" : "COMMENT ON INDEX " + parts[1] + ";")
                    + state.indexBuilt(target.name(), statement));
        } finally {
            link.executeAlone("RESET statement_timeout; RESET lock_timeout; RESET maintenance_work_mem;"
                    + " RESET client_connection_check_interval");
        }
    }

    private MigrateException failure(String what, SQLException e) {
        return SyncFailures.worthRetrying(e)
                ? SyncFailures.locked(target.name(), "while its indexes were built", "see pg_stat_activity", e)
                : RowFailures.range(target, "when building " + what, e);
    }
}
