// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.ivm;

import com.fraiseql.migrate.boot.monitor.Answer;
import com.fraiseql.migrate.boot.monitor.CachedAnswer;
import com.fraiseql.migrate.boot.monitor.FailureFacts;
import com.fraiseql.migrate.projection.ivm.IvmMode;
import com.fraiseql.migrate.projection.ivm.IvmProblem;
import com.fraiseql.migrate.projection.ivm.IvmReport;
import com.fraiseql.migrate.projection.ivm.TableActivity;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the maintenance stands, for the health, the endpoint and the meters. Each question is put to the database at most
 * once per time to live, and never where the mode is {@link IvmMode#OFF}. What is wrong is looked for more rarely,
 * since each view is read for that.
 */
public final class IvmMonitor {

    private static final int RARELY = 6;

    private final IvmRunner runner;
    private final CachedAnswer<IvmReport> report;
    private final CachedAnswer<List<IvmProblem>> problems;
    private final CachedAnswer<List<TableActivity>> activity;

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
        this.report =
                new CachedAnswer<>(() -> off ? new IvmReport(List.of(), "") : tables.explain(), timeToLive, clock);
        this.problems =
                new CachedAnswer<>(() -> off ? List.of() : tables.inspect(), timeToLive.multipliedBy(RARELY), clock);
        this.activity = new CachedAnswer<>(() -> off ? List.of() : tables.activity(), timeToLive, clock);
    }

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
}
