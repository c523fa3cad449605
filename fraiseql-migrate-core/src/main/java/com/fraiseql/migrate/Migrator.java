// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import com.fraiseql.migrate.execute.MigrationEngine;
import com.fraiseql.migrate.execute.RunOutcome;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.lint.LintReport;
import com.fraiseql.migrate.lint.SqlFile;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.options.DownOptions;
import com.fraiseql.migrate.options.MigrateOptions;
import com.fraiseql.migrate.options.UpOptions;
import com.fraiseql.migrate.plan.KeptRepeatables;
import com.fraiseql.migrate.plan.Planner;
import com.fraiseql.migrate.plan.RollbackPlanner;
import com.fraiseql.migrate.plan.RollbackStep;
import com.fraiseql.migrate.report.LogEntry;
import com.fraiseql.migrate.report.RollbackPreview;
import com.fraiseql.migrate.report.RollbackReport;
import com.fraiseql.migrate.report.UpPlan;
import com.fraiseql.migrate.source.LocalMigration;
import com.fraiseql.migrate.source.MigrationSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The engine: applies, rolls back and reports migrations.
 *
 * <p>An instance may be used from several threads; each call takes one connection from the DataSource and gives it back
 * as it was. Every failure is a {@link MigrateException}.
 */
public final class Migrator {

    private final MigrationSource source;
    private final MigrateOptions options;
    private final MigrationEngine engine;
    private final HistoryMaintenance maintenance;

    private Migrator(Builder builder) {
        this.source = Objects.requireNonNull(builder.source, "source");
        this.options = builder.options;
        this.engine = new MigrationEngine(builder.dataSource, options, builder.listener);
        this.maintenance = new HistoryMaintenance(source, engine, options.policy());
    }

    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    /** The options that it was built with. */
    public MigrateOptions options() {
        return options;
    }

    /** What is applied and what is pending. One round trip, no mutex, no change to the database. */
    public Status status() {
        List<LocalMigration> local = source.load();
        MigrationEngine.Seen seen = engine.history(local);
        History history = seen.history();
        return new Status(
                history.table().display(),
                history.exists(),
                history.server().database(),
                history.server().version(),
                new Planner(local, history, options.policy()).statuses(),
                seen.lost(),
                seen.problem().orElse(null));
    }

    /**
     * What the last call found at the locations and did not read: a sentence for each location that holds no migration.
     */
    public List<String> leftOut() {
        return source.leftOut();
    }

    /**
     * What {@code up} would do, without doing it; every check that {@code up} makes before its first statement is made.
     */
    public UpPlan plan(UpOptions upOptions) {
        List<LocalMigration> local = source.load();
        UpPlan plan = withWhatWasLeftOut(() -> engine.plan(local, upOptions));
        return plan.withLaterWarnings(source.leftOut());
    }

    /** Where files are missing, what lies beside them may be what is missing. */
    private <T> T withWhatWasLeftOut(Supplier<T> work) {
        try {
            return work.get();
        } catch (MigrateException e) {
            List<String> leftOut = source.leftOut();
            if (e.code() != FailureCode.MISSING_FILE || leftOut.isEmpty()) {
                throw e;
            }
            throw MigrateException.builder(e.code(), e.what(), e.action())
                    .location(e.location().orElse(null))
                    .detail(String.join("\n", and(leftOut, e.detail().stream().toList())))
                    .cause(e)
                    .build();
        }
    }

    private static List<String> and(List<String> some, List<String> others) {
        return others.isEmpty()
                ? some
                : Stream.concat(some.stream(), others.stream()).toList();
    }

    /** Applies every pending migration ({@code docs/design.md}, 2). */
    public UpResult up() {
        return up(UpOptions.all());
    }

    /** Applies pending migrations as far as the options say ({@code docs/design.md}, 2). */
    public UpResult up(UpOptions upOptions) {
        RunOutcome outcome = withWhatWasLeftOut(() -> engine.up(source, upOptions));
        return new UpResult(
                outcome.done(),
                and(outcome.warnings(), source.leftOut()),
                outcome.alreadyApplied(),
                outcome.withoutFile(),
                outcome.duration());
    }

    /**
     * What {@code down} would roll back, last applied first, without doing it; every check that {@code down} makes
     * before its first statement is made, so it fails where one of them has no rollback.
     */
    public List<RollbackReport> rollbackPlan(DownOptions downOptions) {
        return rollbackPreview(downOptions).steps();
    }

    /** The same, with what a user is to know before. */
    public RollbackPreview rollbackPreview(DownOptions downOptions) {
        requireOneGoal(downOptions);
        List<LocalMigration> local = source.load();
        List<String> warnings = new ArrayList<>();
        List<RollbackStep> plan = engine.rollbackPlan(local, history -> {
            List<RollbackStep> steps = RollbackPlanner.of(downOptions, history, local);
            KeptRepeatables.sentence(history, steps).ifPresent(warnings::add);
            return steps;
        });
        return new RollbackPreview(plan.stream().map(RollbackStep::report).toList(), warnings);
    }

    /** Rolls back ({@code docs/design.md}, 9). The caller has asked the user. */
    public DownResult down(DownOptions downOptions) {
        requireOneGoal(downOptions);
        RunOutcome outcome = engine.down(source, (history, local) -> RollbackPlanner.of(downOptions, history, local));
        return new DownResult(outcome.done(), outcome.warnings(), outcome.duration());
    }

    /**
     * Checks everything that {@code up} checks before its first statement, and that nothing is pending.
     *
     * @return what the policies let pass, one sentence each
     * @throws MigrateException with the first problem
     */
    public List<String> validate() {
        UpPlan plan = plan(UpOptions.all());
        if (!plan.steps().isEmpty()) {
            List<String> versions = plan.versions();
            throw new MigrateException(
                    FailureCode.NOT_UP_TO_DATE,
                    "The database is not up to date: " + versions.size() + " pending, the first is " + versions.get(0)
                            + ".",
                    "Run the migrations (mode up, or `fraiseql migrate up`), then start again.");
        }
        return plan.warnings();
    }

    /**
     * Accepts the checksums of edited files as they are now, and gives a checksum to rows that were made by hand.
     *
     * @return the versions that were changed
     */
    public List<String> repair() {
        return maintenance.repair();
    }

    /**
     * Says that a migration is applied, without running it.
     *
     * @param version as status shows it, or its number
     * @return whether that was news
     */
    public boolean mark(String version) {
        return maintenance.mark(version);
    }

    /** Forgets that a migration is applied, without rolling it back. */
    public void unmark(String version) {
        maintenance.unmark(version);
    }

    /**
     * Says that every versioned migration up to this one is applied, without running them: for a database that was
     * there first.
     *
     * @return the versions that were marked
     */
    public List<String> baseline(String version) {
        return maintenance.baseline(version);
    }

    /**
     * Everything that is known about one migration. No mutex, no change to the database.
     *
     * @param version as status shows it, or its number
     * @throws MigrateException with {@link FailureCode#UNKNOWN_VERSION} if neither the files nor the history have it
     */
    public MigrationDetails details(String version) {
        return new DetailsReader(source, engine, options).details(version);
    }

    /**
     * The statements of this release's file, in its order and without secrets; empty for a migration in Java.
     *
     * @param version as status shows it, or its number
     * @throws MigrateException with {@link FailureCode#UNKNOWN_VERSION} if no file has it
     */
    public List<String> statements(String version) {
        return new DetailsReader(source, engine, options).statements(version);
    }

    /**
     * Reviews files for the server that is connected, with the sizes of its tables; nothing is changed.
     *
     * @param files in the order in which they are applied
     */
    public LintReport lint(List<SqlFile> files) {
        return engine.review(files);
    }

    /** The last lines of the append-only log, newest first. */
    public List<LogEntry> log(int limit) {
        return engine.log(limit);
    }

    /**
     * Ends whatever this instance is running in other threads: the running statement is cancelled on the server, the
     * mutex is released, and the call ends with {@link FailureCode#CANCELLED}.
     */
    public void cancel() {
        engine.cancel();
    }

    private static void requireOneGoal(DownOptions downOptions) {
        Integer steps = downOptions.steps();
        if ((downOptions.target() == null) == (steps == null) || (steps != null && steps < 1)) {
            throw new MigrateException(
                    FailureCode.BAD_CONFIGURATION,
                    "down needs either a number of steps, 1 or more, or a version to go back to.",
                    "Give one of the two.");
        }
    }

    /** Builds a {@link Migrator}. */
    public static final class Builder {

        private final DataSource dataSource;
        private @Nullable MigrationSource source;
        private MigrateOptions options = MigrateOptions.defaults();
        private MigrationListener listener = new MigrationListener() {};

        private Builder(DataSource dataSource) {
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        }

        public Builder source(MigrationSource newSource) {
            this.source = newSource;
            return this;
        }

        public Builder options(MigrateOptions newOptions) {
            this.options = newOptions;
            return this;
        }

        public Builder listener(MigrationListener newListener) {
            this.listener = newListener;
            return this;
        }

        public Migrator build() {
            return new Migrator(this);
        }
    }
}
