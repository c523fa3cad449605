// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import com.fraiseql.migrate.catalog.CatalogReader;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.fill.RowComparison;
import com.fraiseql.migrate.projection.index.RecordedKey;
import com.fraiseql.migrate.projection.run.FillLoop;
import com.fraiseql.migrate.projection.run.LockHolders;
import com.fraiseql.migrate.projection.run.MaskedSyncListener;
import com.fraiseql.migrate.projection.run.ResultCollector;
import com.fraiseql.migrate.projection.run.TargetResolver;
import com.fraiseql.migrate.projection.state.StateTable;
import com.fraiseql.migrate.projection.survey.ReadTable;
import com.fraiseql.migrate.projection.survey.ReadTableFinder;
import com.fraiseql.migrate.projection.survey.ReadTableSet;
import com.fraiseql.migrate.projection.sync.Differences;
import com.fraiseql.migrate.projection.sync.InitialSync;
import com.fraiseql.migrate.projection.sync.SelectSource;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableStatus;
import com.fraiseql.migrate.projection.table.SyncFailures;
import com.fraiseql.migrate.projection.table.SyncMutex;
import com.fraiseql.migrate.projection.table.SyncRun;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The read tables of a database. A sync fills those {@code tv_} tables that are new, and those whose view, or anything
 * the view is made of, has changed since they were filled.
 *
 * <ol>
 *   <li><b>Look.</b> The catalog is asked, in one query, for every {@code tv_}, a hash of what it is made of, and the
 *       state table for what it was made of when it was last filled. If nothing differs, and no table has been emptied,
 *       that is all: no lock, no DDL.
 *   <li><b>One at a time.</b> Otherwise the sync's own advisory lock is taken, polled; another instance waits for it or
 *       leaves it at that. Then everything is read again.
 *   <li><b>Table by table</b> in the order of their dependencies ({@link FillLoop}): by a hook where there is one for
 *       the table, otherwise by the built-in sync ({@code fill.TableSync}).
 *   <li>A {@code tv_} that is itself a view needs no filling; one without view, {@code SELECT} and hook is named.
 * </ol>
 *
 * <p>An instance may be used from several threads, one {@link #sync} at a time. Every failure is a
 * {@link MigrateException}.
 */
public final class ReadTables {

    private final DataSource dataSource;
    private final List<InitialSync> hooks;
    private final SelectSource selects;
    private final boolean hooksElsewhere;
    private final SyncListener listener;
    private volatile @Nullable SyncRun current;

    private ReadTables(Builder builder) {
        this.dataSource = builder.dataSource;
        this.hooks = builder.hooks;
        this.selects = builder.selects;
        this.hooksElsewhere = builder.hooksElsewhere;
        this.listener = new MaskedSyncListener(builder.listener);
    }

    private ReadTableFinder finder(SyncRun run) {
        return new ReadTableFinder(run, hooks, selects, hooksElsewhere);
    }

    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    /** How every {@code tv_} that counts stands. Changes nothing. */
    public List<TableStatus> status(SyncOptions options) {
        return look(
                options,
                (run, link) -> finder(run).find(link).works().stream()
                        .map(ReadTable::status)
                        .toList());
    }

    /**
     * The same, with the differences between rows where something is to be done and two seconds are enough to find
     * them.
     */
    public List<TableStatus> preview(SyncOptions options) {
        return look(options, (run, link) -> {
            List<TableStatus> found = new ArrayList<>();
            for (ReadTable work : finder(run).find(link).works()) {
                found.add(
                        work.reason(options.full()) == null || work.hook() != null
                                ? work.status()
                                : work.status().withDifferences(differences(run, link, work)));
            }
            return found;
        });
    }

    /** The tables that are not filled from their views, each with what fills it: a hook, or {@code sync/tv_x.sql}. */
    Map<String, String> filledOtherwise(SyncOptions options) {
        return look(options, (run, link) -> finder(run).find(link).filledOtherwise());
    }

    private static @Nullable Differences differences(SyncRun run, TransactionalSession link, ReadTable work)
            throws SQLException {
        try {
            return RowComparison.compare(run, link, new TargetResolver(run, link).of(work), true);
        } catch (MigrateException e) {
            // it does not fit its source: the sync says so
            return null;
        }
    }

    /** Something that only looks. */
    private interface Look<T> {
        T at(SyncRun run, TransactionalSession link) throws SQLException;
    }

    private <T> T look(SyncOptions options, Look<T> look) {
        SyncRun run = new SyncRun(dataSource, options, listener);
        TransactionalSession link = run.open();
        try {
            return look.at(run, link);
        } catch (SQLException e) {
            throw LockHolders.named(link, null, SyncFailures.of("the read tables", e));
        } finally {
            run.close(link);
        }
    }

    /**
     * Fills what needs it. A table that fails does not keep the others from being filled, except for those that need
     * it.
     *
     * @throws MigrateException with the first failure, unless {@link SyncOptions#keepGoing()}
     */
    public SyncResult sync(SyncOptions options) {
        long start = System.nanoTime();
        SyncRun run = new SyncRun(dataSource, options, listener);
        current = run;
        TransactionalSession link = run.open();
        try {
            SyncResult result = sync(run, link, start);
            if (!options.keepGoing() && !result.failures().isEmpty()) {
                throw result.firstFailure().orElseThrow();
            }
            return result;
        } catch (SQLException e) {
            throw run.cancelled()
                    ? SyncFailures.cancelled(e)
                    : LockHolders.named(link, null, SyncFailures.of("the read tables", e));
        } finally {
            current = null;
            run.close(link);
        }
    }

    /**
     * Ends a running {@link #sync}, from another thread: it fails with CANCELLED, and the next one goes on from there.
     */
    public void cancel() {
        SyncRun run = current;
        if (run != null) {
            run.cancel();
        }
    }

    /** How far a running {@link #sync} is, table by table; empty if none runs. */
    public List<SyncProgress> progress() {
        SyncRun run = current;
        return run == null ? List.of() : run.progress();
    }

    private SyncResult sync(SyncRun run, TransactionalSession link, long start) throws SQLException {
        ResultCollector outcome = new ResultCollector();
        ReadTableSet tables = finder(run).find(link);
        report(run, tables);
        boolean leftToOther = false;
        if (tables.works().stream().anyMatch(work -> isToDo(work, run.options()))) {
            String schema = schema(link, run.options());
            SyncMutex mutex = new SyncMutex(run, link, schema);
            if (mutex.acquire()) {
                try {
                    StateTable state = new StateTable(schema);
                    state.create(link);
                    RecordedKey.restoreAll(run, link, state);
                    tables = finder(run).find(link);
                    List<String> todo = tables.works().stream()
                            .filter(work -> isToDo(work, run.options()))
                            .map(ReadTable::name)
                            .toList();
                    if (!todo.isEmpty()) {
                        run.tell(l -> l.beforeRun(todo));
                    }
                    hold(run, tables, outcome);
                    new FillLoop(run, link, state, tables, new TargetResolver(run, link), outcome).fill();
                } finally {
                    mutex.release();
                }
            } else {
                leftToOther = true;
            }
        } else {
            hold(run, tables, outcome);
        }
        return outcome.result(tables, leftToOther, Duration.ofNanos(System.nanoTime() - start));
    }

    private static boolean isToDo(ReadTable work, SyncOptions options) {
        return work.reason(options.full()) != null && !isHeld(work, options);
    }

    /** What an earlier run has found in a table that is not to be changed need not be found again. */
    private static boolean isHeld(ReadTable work, SyncOptions options) {
        return !options.adopt() && !options.full() && work.heldBefore() != null;
    }

    private static void hold(SyncRun run, ReadTableSet tables, ResultCollector outcome) {
        for (ReadTable work : tables.works()) {
            String before = work.heldBefore();
            if (before != null && isHeld(work, run.options())) {
                outcome.notAdopted(work.name(), before);
                run.tell(l -> l.notAdopted(work.name(), before));
            }
        }
    }

    private static void report(SyncRun run, ReadTableSet tables) {
        tables.works().stream()
                .filter(work -> !work.hasSource())
                .forEach(work -> run.tell(l -> l.noSource(work.name(), work.noSource())));
    }

    private static String schema(TransactionalSession link, SyncOptions options) throws SQLException {
        String schema = CatalogReader.schema(link, StateTable.NAME, options.schema());
        if (schema == null) {
            throw new MigrateException(
                    FailureCode.NO_SCHEMA,
                    "There is no schema for the table fraiseql_sync: none on the search path exists.",
                    "Create the schema, or name one (fraiseql.migrate.schema).");
        }
        return schema;
    }

    /** Builds a {@link ReadTables}. */
    public static final class Builder {

        private final DataSource dataSource;
        private List<InitialSync> hooks = List.of();
        private SelectSource selects = SelectSource.none();
        private SyncListener listener = new SyncListener() {};
        private boolean hooksElsewhere;

        private Builder(DataSource dataSource) {
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        }

        /** Hooks that fill a table instead of the built-in sync. */
        public Builder hooks(List<InitialSync> newHooks) {
            this.hooks = newHooks;
            return this;
        }

        /** Where the {@code SELECT} of a table comes from that is not filled from its view. */
        public Builder selects(SelectSource newSelects) {
            this.selects = newSelects;
            return this;
        }

        public Builder listener(SyncListener newListener) {
            this.listener = newListener;
            return this;
        }

        /**
         * For those who cannot know every hook, as the command line: a table that one has filled is left to it, unless
         * it is named.
         */
        public Builder hooksElsewhere() {
            this.hooksElsewhere = true;
            return this;
        }

        public ReadTables build() {
            return new ReadTables(this);
        }
    }
}
