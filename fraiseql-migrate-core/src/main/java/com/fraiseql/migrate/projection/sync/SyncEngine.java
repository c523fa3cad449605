// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.Projection;
import com.fraiseql.migrate.projection.Projection.Column;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Fills the {@code tv_} tables: new ones, and those whose view, or anything the view is made of, has changed since they were filled.
 *
 * <ol>
 *   <li><b>Look.</b> The catalog is asked, in one query, for every {@code tv_} on the search path, a hash of what it is made of, and the
 *       state table for what it was made of when it was last filled. If nothing differs that is all: no lock, no DDL.
 *   <li><b>One at a time.</b> Otherwise the sync's own advisory lock is taken, polled; another instance waits for it or leaves it at that.
 *       Then everything is read again.
 *   <li><b>Table by table</b>, a hook where there is one for the table, else the built-in sync ({@link TableSync}).
 *   <li>A {@code tv_} that is itself a view needs no filling; one without view, {@code SELECT} and hook is somebody else's.
 * </ol>
 *
 * <p>An instance may be used from several threads, one {@link #sync} at a time. Every failure is a {@link MigrateException}.
 */
public final class SyncEngine {

    private final DataSource dataSource;
    private final WorkFinder finder;
    private final SyncListener listener;
    private volatile @Nullable Run current;

    private SyncEngine(Builder builder) {
        this.dataSource = builder.dataSource;
        this.finder = new WorkFinder(builder.hooks, builder.selects, builder.hooksElsewhere);
        this.listener = builder.listener;
    }

    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    /** How every {@code tv_} that can be filled stands. Changes nothing. */
    public List<TableStatus> status(SyncOptions options) {
        Run run = new Run(dataSource, options, listener);
        Link link = run.open();
        try {
            return finder.find(link, options).stream().map(Work::status).toList();
        } catch (SQLException e) {
            throw SyncFailures.of("the read tables", e);
        } finally {
            run.close(link);
        }
    }

    /**
     * Fills what needs it.
     *
     * @throws MigrateException with the first failure, unless {@link SyncOptions#keepGoing()}
     */
    public SyncResult sync(SyncOptions options) {
        long start = System.nanoTime();
        Run run = new Run(dataSource, options, listener);
        current = run;
        Link link = run.open();
        try {
            Outcome outcome = sync(run, link);
            return new SyncResult(
                    outcome.synced,
                    outcome.upToDate,
                    outcome.failures,
                    outcome.leftToOther,
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (SQLException e) {
            throw run.cancelled() ? SyncFailures.cancelled(e) : SyncFailures.of("the read tables", e);
        } finally {
            current = null;
            run.close(link);
        }
    }

    /** Ends a running {@link #sync}, from another thread: it fails with CANCELLED, and the next one goes on from there. */
    public void cancel() {
        Run run = current;
        if (run != null) {
            run.cancel();
        }
    }

    /** How far a running {@link #sync} is, table by table; empty if none runs. */
    public List<SyncProgress> progress() {
        Run run = current;
        return run == null ? List.of() : run.progress();
    }

    private static final class Outcome {
        private final List<TableResult> synced = new ArrayList<>();
        private final List<String> upToDate = new ArrayList<>();
        private final Map<String, MigrateException> failures = new LinkedHashMap<>();
        private boolean leftToOther;
    }

    private Outcome sync(Run run, Link link) throws SQLException {
        Outcome outcome = new Outcome();
        SyncOptions options = run.options();
        List<Work> all = finder.find(link, options);
        if (all.stream().allMatch(work -> work.reason(options.full()) == null)) {
            all.forEach(work -> outcome.upToDate.add(work.name()));
            return outcome;
        }
        String schema = schema(link, options);
        SyncMutex mutex = new SyncMutex(run, link, schema);
        if (!mutex.acquire()) {
            outcome.leftToOther = true;
            return outcome;
        }
        try {
            StateTable state = new StateTable(schema);
            link.execute(state.createSql());
            NotedKey.restoreAll(run, link, state);
            List<Work> todo = new ArrayList<>();
            for (Work work : finder.find(link, options)) {
                if (work.reason(options.full()) == null) {
                    outcome.upToDate.add(work.name());
                } else {
                    todo.add(work);
                }
            }
            if (!todo.isEmpty()) {
                run.tell(l -> l.beforeRun(todo.stream().map(Work::name).toList()));
            }
            for (Work work : todo) {
                one(run, link, state, work, outcome);
            }
        } finally {
            mutex.release();
        }
        return outcome;
    }

    private void one(Run run, Link link, StateTable state, Work work, Outcome outcome) {
        String reason = Objects.requireNonNull(work.reason(run.options().full()));
        run.tell(l -> l.beforeTable(work.name(), reason));
        try {
            run.check();
            TableResult result = fill(run, link, state, work, reason);
            outcome.synced.add(result);
            run.tell(l -> l.afterTable(result));
        } catch (SQLException | MigrateException e) {
            MigrateException failure = run.cancelled()
                            && !(e instanceof MigrateException m && m.code() == FailureCode.CANCELLED)
                    ? SyncFailures.cancelled(e)
                    : e instanceof MigrateException known ? known : SyncFailures.of(work.name(), (SQLException) e);
            note(run, link, state, work, failure);
            run.tell(l -> l.failed(work.name(), failure));
            if (!run.options().keepGoing() || run.cancelled()) {
                throw failure;
            }
            outcome.failures.put(work.name(), failure);
        } finally {
            run.forget(work.name());
        }
    }

    private static TableResult fill(Run run, Link link, StateTable state, Work work, String reason)
            throws SQLException {
        InitialSync hook = work.hook();
        if (hook != null) {
            return new HookRun(run, link, state, hook, work.name())
                    .sync(work.definition(), work.projection().oid(), reason, work.state());
        }
        return new TableSync(run, link, state, target(run, link, work)).sync(work.definition(), reason, work.state());
    }

    /** The failure stays visible in the state row, for whoever looks into the database; and no table stays without its key. */
    private static void note(Run run, Link link, StateTable state, Work work, MigrateException failure) {
        try {
            link.execute(state.failed(work.name(), failure.what()));
            NotedKey.restoreAll(run, link, state);
        } catch (SQLException | MigrateException e) {
            // the failure itself is reported either way, and the next sync begins with the key
        }
    }

    private static Target target(Run run, Link link, Work work) throws SQLException {
        Projection projection = work.projection();
        String select = work.select();
        String from;
        List<Column> columns;
        if (select == null) {
            from = Sql.name(projection.schema(), Objects.requireNonNull(projection.view()));
            columns = projection.viewColumns();
        } else {
            from = "(" + select + "\n) AS source";
            try {
                columns = columns(link, from);
            } catch (SQLException e) {
                throw SqlState.connectionLost(e)
                        ? SyncFailures.of(work.name(), e)
                        : new MigrateException(
                                FailureCode.SYNC_SHAPE,
                                work.sourceName() + " is not a SELECT that PostgreSQL accepts: "
                                        + SyncFailures.message(e),
                                "Correct the file: one SELECT that gives the columns of " + work.name() + ".",
                                null,
                                null,
                                e);
            }
        }
        return Target.of(projection, from, work.sourceName(), columns, HistoryTracking.find(run, link, projection));
    }

    private static List<Column> columns(Link link, String from) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        link.inTransaction(tx -> {
            tx.settle();
            try (Statement statement = tx.connection().createStatement()) {
                statement.setEscapeProcessing(false);
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + from + " LIMIT 0")) {
                    ResultSetMetaData meta = rows.getMetaData();
                    for (int i = 1; i <= meta.getColumnCount(); i++) {
                        names.add(meta.getColumnLabel(i));
                        types.add(meta.getColumnTypeName(i));
                    }
                }
            }
            return 0;
        });
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String type = Objects.requireNonNullElse(
                    link.query("SELECT format_type(to_regtype(" + Sql.literal(types.get(i)) + "), NULL)")
                            .get(0)[0],
                    types.get(i));
            columns.add(new Column(names.get(i), type, type, false, false, false));
        }
        return columns;
    }

    private static String schema(Link link, SyncOptions options) throws SQLException {
        String schema =
                options.schema() == null ? link.query("SELECT current_schema()").get(0)[0] : options.schema();
        if (schema == null) {
            throw new MigrateException(
                    FailureCode.NO_SCHEMA,
                    "There is no schema for the table fraiseql_sync: none on the search path exists.",
                    "Create the schema, or name one (fraiseql.migrate.schema).");
        }
        return schema;
    }

    /** Builds a {@link SyncEngine}. */
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

        /** Where the {@code SELECT} of a table without a view comes from. */
        public Builder selects(SelectSource newSelects) {
            this.selects = newSelects;
            return this;
        }

        public Builder listener(SyncListener newListener) {
            this.listener = newListener;
            return this;
        }

        /** For those who cannot know every hook, as the command line: a table that one has filled is left to it, unless it is named. */
        public Builder hooksElsewhere() {
            this.hooksElsewhere = true;
            return this;
        }

        public SyncEngine build() {
            return new SyncEngine(this);
        }
    }
}
