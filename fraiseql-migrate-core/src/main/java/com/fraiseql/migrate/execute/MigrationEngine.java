// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.db.TimeZoneName;
import com.fraiseql.migrate.execute.run.Cancellation;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.history.HistoryReader;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.history.HistoryWriter;
import com.fraiseql.migrate.history.LogReader;
import com.fraiseql.migrate.lint.LintReport;
import com.fraiseql.migrate.lint.SqlFile;
import com.fraiseql.migrate.lint.run.FileReviews;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.options.MigrateOptions;
import com.fraiseql.migrate.options.UpOptions;
import com.fraiseql.migrate.plan.Plan;
import com.fraiseql.migrate.plan.Planner;
import com.fraiseql.migrate.plan.RollbackStep;
import com.fraiseql.migrate.report.LogEntry;
import com.fraiseql.migrate.report.UpPlan;
import com.fraiseql.migrate.source.LocalMigration;
import com.fraiseql.migrate.source.MigrationSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs plans against a database: opens the one session of a run, reads the history, takes the mutex if there is
 * something to do, and releases both at the end. The product's front door is {@code com.fraiseql.migrate.Migrator}.
 */
public final class MigrationEngine {

    private final DataSource dataSource;
    private final CancellableSessions sessions;
    private final MigrateOptions options;
    private final HistoryPlaceCheck place;
    private final MigrationListener listener;

    /** @throws MigrateException BAD_CONFIGURATION if the options name no time zone */
    public MigrationEngine(DataSource dataSource, MigrateOptions options, MigrationListener listener) {
        this.dataSource = dataSource;
        this.sessions = new CancellableSessions(dataSource);
        this.options = options;
        this.place = new HistoryPlaceCheck(options.history());
        this.listener = new MaskedListener(listener, options.placeholders());
        new TimeZoneName(options.timeZone());
    }

    /**
     * The history as the session sees it.
     *
     * @param problem why it may not be the one of these migrations
     * @param lost what applied repeatable migrations create and is not there, one sentence each
     */
    public record Seen(History history, Optional<MigrateException> problem, List<String> lost) {}

    /** The history, in one round trip if it has any of these migrations. */
    public Seen history(List<LocalMigration> local) {
        return sessions.with((session, cancellation) -> {
            History history = reader().read(session);
            return new Seen(
                    history, place.search(session, history, local).problem(), lost(session, local, history.rows()));
        });
    }

    private List<String> lost(Session session, List<LocalMigration> local, List<HistoryRow> applied) {
        return new LostObjects(session, options.placeholders()).among(local, applied);
    }

    /**
     * Applies what is pending. The listener hears of every failure, that of the files included.
     *
     * @param source where the migrations come from
     */
    public RunOutcome up(MigrationSource source, UpOptions upOptions) {
        return RunProgress.of(listener, progress -> {
            Loading loading = Loading.of(source);
            return inSession(loading, (session, cancellation) -> {
                List<LocalMigration> local = loading.migrations();
                // a target has to exist, done or not
                Optional<History> read = upOptions.target() == null
                        ? writing().readUnless(loading.fingerprint(), session)
                        : Optional.of(writing().read(session));
                if (read.isEmpty()) {
                    return RunOutcome.of(List.of(), List.of(), local.size());
                }
                History before = read.get();
                Function<History, Plan> planning = planning(session, before, local, upOptions);
                Plan first = planning.apply(before);
                if (first.steps().isEmpty()) {
                    return nothing(first);
                }
                try (ExclusiveRun run = begin(session, before, cancellation)) {
                    Plan plan = planning.apply(run.history());
                    return plan.steps().isEmpty() ? nothing(plan) : up(run, plan, local, progress);
                }
            });
        });
    }

    private RunOutcome up(ExclusiveRun run, Plan plan, List<LocalMigration> local, RunProgress progress) {
        progress.begin();
        // if this fails, nothing has run
        PreparedPlan prepared = PreparedPlan.of(run.context().session(), options, run.history(), plan, local);
        if (!prepared.found().isEmpty()) {
            listener.reviewed(prepared.found());
        }
        run.prepareTables(options.history().createSchema());
        listener.connected(run.context().session().pid());
        Approval.require(() -> listener.beforeRun(plan.versions()));
        run.context().recorded().addAll(run.history().rows());
        if (options.allInOne()) {
            new AllInOne(run, progress).execute(prepared.steps());
        } else {
            new Up(run, progress).each(prepared.steps());
        }
        List<HistoryRow> untouched = run.history().rows().stream()
                .filter(row -> !plan.versions().contains(row.version()))
                .toList();
        return RunOutcome.of(
                progress.done(), plan.withLaterWarnings(lost(run.context().session(), local, untouched)));
    }

    /** What {@link #up} would do, after every check that it makes before its first statement. */
    public UpPlan plan(List<LocalMigration> local, UpOptions upOptions) {
        return sessions.with((session, cancellation) -> {
            History history = reader().read(session);
            Plan plan = planning(session, history, local, upOptions).apply(history);
            return PreparedPlan.of(session, options, history, plan, local)
                    .report()
                    .withLaterWarnings(lost(session, local, history.rows()));
        });
    }

    /** Reviews files for this server, with the sizes of its tables. */
    public LintReport review(List<SqlFile> files) {
        return sessions.with((session, cancellation) -> {
            int version = reader().read(session).server().major();
            LintReport report = FileReviews.of(files, options.lint(), version, options.placeholders());
            return report.with(TableSizes.measure(
                    session, report.findings(), options.lint().smallTable()));
        });
    }

    private Function<History, Plan> planning(
            Session session, History before, List<LocalMigration> local, UpOptions upOptions) {
        List<String> remarks = place.requireHere(session, before, local);
        return history -> new Planner(local, history, options.policy())
                .up(upOptions.target(), upOptions.steps())
                .withEarlierWarnings(remarks);
    }

    private static RunOutcome nothing(Plan plan) {
        return RunOutcome.of(List.of(), plan);
    }

    /**
     * Rolls back. The listener hears of every failure, that of the files included.
     *
     * @param source where the migrations come from
     * @param choice picks the steps from the history as it is under the mutex and the migrations
     */
    public RunOutcome down(
            MigrationSource source, BiFunction<History, List<LocalMigration>, List<RollbackStep>> choice) {
        return RunProgress.of(listener, progress -> {
            Loading loading = Loading.of(source);
            return inSession(loading, (session, cancellation) -> {
                History before = writing().read(session);
                List<LocalMigration> local = loading.migrations();
                place.requireHere(session, before, local);
                if (choice.apply(before, local).isEmpty()) {
                    return RunOutcome.of(List.of(), List.of(), 0);
                }
                try (ExclusiveRun run = begin(session, before, cancellation)) {
                    progress.begin();
                    Down down = new Down(run, reader(), progress);
                    List<Down.Prepared> steps = down.prepare(choice.apply(run.history(), local));
                    run.prepareTables(options.history().createSchema());
                    listener.connected(run.context().session().pid());
                    down.each(steps);
                    return RunOutcome.of(progress.done(), down.warnings(), 0);
                }
            });
        });
    }

    /**
     * What {@code down} would roll back, after every check that it makes before its first statement.
     *
     * @param choice picks the steps from the history
     */
    public List<RollbackStep> rollbackPlan(List<LocalMigration> local, Function<History, List<RollbackStep>> choice) {
        return sessions.with((session, cancellation) -> {
            History history = reader().read(session);
            place.requireHere(session, history, local);
            List<RollbackStep> steps = choice.apply(history);
            if (!steps.isEmpty()) {
                RollbackTexts texts = RollbackTexts.of(steps, session, reader(), history.table());
                Down.prepare(texts, session, new HistoryWriter(history.table()), options.placeholders());
            }
            return steps;
        });
    }

    private RunOutcome inSession(Loading loading, BiFunction<Session, Cancellation, RunOutcome> work) {
        try {
            return sessions.with(work);
        } catch (MigrateException e) {
            // if the files are invalid as well, that is reported, whether or not the server can be reached
            loading.migrations();
            throw e;
        }
    }

    /**
     * Changes the history itself, under the mutex and in one transaction: repair, mark, unmark, baseline.
     *
     * @param changes makes the statements from the history as it is under the mutex; may refuse by throwing
     */
    public void maintain(List<LocalMigration> local, Function<Maintenance, List<String>> changes) {
        sessions.with((session, cancellation) -> {
            History before = writing().read(session);
            place.requireHere(session, before, local);
            try (ExclusiveRun run = begin(session, before, cancellation)) {
                List<String> statements = changes.apply(
                        new Maintenance(run.history(), run.context().writer()));
                if (!statements.isEmpty()) {
                    run.prepareTables(options.history().createSchema());
                    cancellation.check();
                    Maintenance.execute(run.context(), statements);
                }
            }
            return local;
        });
    }

    /** The last lines of the log, newest first. */
    public List<LogEntry> log(int limit) {
        return sessions.with((session, cancellation) -> {
            History history = reader().read(session);
            return history.exists() ? new LogReader(session, history).last(limit) : List.of();
        });
    }

    /** The history, with what it keeps of one migration. */
    public record Remembered(History history, @Nullable String storedRollback, List<LogEntry> log) {}

    /**
     * What the database keeps of one migration, in one session.
     *
     * @param choice says which one, seeing the history
     */
    public Remembered remembered(Function<History, String> choice, int logLimit) {
        return sessions.with((session, cancellation) -> {
            History history = reader().read(session);
            String version = choice.apply(history);
            if (!history.exists()) {
                return new Remembered(history, null, List.of());
            }
            return new Remembered(
                    history,
                    reader().storedRollback(session, history.table(), version).orElse(null),
                    new LogReader(session, history).lastOf(version, logLimit));
        });
    }

    /** Cancels what this engine is doing in other threads. */
    public void cancel() {
        sessions.cancel();
    }

    private ExclusiveRun begin(Session session, History before, Cancellation cancellation) {
        return ExclusiveRun.begin(session, dataSource, writing(), before, options, listener, cancellation);
    }

    private HistoryReader reader() {
        return new HistoryReader(options.history(), false);
    }

    /** A reader for operations that will change the history. */
    private HistoryReader writing() {
        return new HistoryReader(options.history(), true);
    }
}
