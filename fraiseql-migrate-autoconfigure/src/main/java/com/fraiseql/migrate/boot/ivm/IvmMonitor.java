// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.ivm;

import com.fraiseql.migrate.boot.monitor.FailureFacts;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.ivm.IvmMode;
import com.fraiseql.migrate.projection.ivm.IvmProblem;
import com.fraiseql.migrate.projection.ivm.IvmReport;
import com.fraiseql.migrate.projection.ivm.TableActivity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the maintenance stands, for the health, the endpoint and the meters. Each question is put to the database at most
 * once per time to live, and never where the mode is {@link IvmMode#OFF}. What is wrong is looked for more rarely,
 * since each view is read for that.
 */
public final class IvmMonitor {

    private static final int RARELY = 6;

    private final IvmRunner runner;
    private final Cached<IvmReport> report;
    private final Cached<List<IvmProblem>> problems;
    private final Cached<List<TableActivity>> activity;

    /**
     * Creates the monitor.
     *
     * @param timeToLive how long an answer of the database is reused
     */
    public IvmMonitor(MaintainedTables tables, IvmRunner runner, Duration timeToLive) {
        this(tables, runner, timeToLive, Clock.systemUTC());
    }

    IvmMonitor(MaintainedTables tables, IvmRunner runner, Duration timeToLive, Clock clock) {
        this.runner = runner;
        boolean off = runner.mode() == IvmMode.OFF;
        this.report = new Cached<>(() -> off ? new IvmReport(List.of(), "") : tables.explain(), timeToLive, clock);
        this.problems = new Cached<>(() -> off ? List.of() : tables.inspect(), timeToLive.multipliedBy(RARELY), clock);
        this.activity = new Cached<>(() -> off ? List.of() : tables.activity(), timeToLive, clock);
    }

    /**
     * The database's answer at some time, or why there was none. Exactly one of {@code value} and {@code error} is set.
     *
     * @param readAt when the database was asked
     * @param value its answer
     * @param error why there is none
     */
    public record Answer<T>(
            Instant readAt, @Nullable T value, @Nullable FailureFacts error) {}

    public IvmMode mode() {
        return runner.mode();
    }

    /** Why this start could not install the maintenance; {@code null} if it could, or has not tried. */
    public @Nullable FailureFacts failure() {
        return runner.failure();
    }

    /** Each read table, and whether it can be maintained. */
    public Answer<IvmReport> report() {
        return report.get();
    }

    /** What is wrong with the maintenance. */
    public Answer<List<IvmProblem>> problems() {
        return problems.get();
    }

    /** How much work it was. */
    public Answer<List<TableActivity>> activity() {
        return activity.get();
    }

    private static final class Cached<T> {

        private final Supplier<T> question;
        private final Duration timeToLive;
        private final Clock clock;
        private @Nullable Answer<T> known;

        Cached(Supplier<T> question, Duration timeToLive, Clock clock) {
            this.question = question;
            this.timeToLive = timeToLive;
            this.clock = clock;
        }

        /** Concurrent callers wait for the running query. */
        synchronized Answer<T> get() {
            Answer<T> last = known;
            if (last != null && last.readAt().plus(timeToLive).isAfter(clock.instant())) {
                return last;
            }
            Answer<T> fresh = ask();
            known = fresh;
            return fresh;
        }

        private Answer<T> ask() {
            try {
                return new Answer<>(clock.instant(), question.get(), null);
            } catch (MigrateException e) {
                return new Answer<>(clock.instant(), null, FailureFacts.of(e, clock.instant()));
            }
        }
    }
}
