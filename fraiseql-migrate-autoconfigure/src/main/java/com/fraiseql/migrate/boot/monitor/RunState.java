// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.monitor;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What this process's runs of one Migrator have done. Immutable.
 *
 * @param current the run in progress, or {@code null}
 * @param last the last run that ended, or {@code null}
 * @param failure why the last run failed, or {@code null} if it did not
 */
public record RunState(
        @Nullable Current current,
        @Nullable Last last,
        @Nullable FailureFacts failure) {

    static final RunState IDLE = new RunState(null, null, null);

    /**
     * A run in progress.
     *
     * @param startedAt when it started
     * @param migrations how many migrations it has to do
     * @param done how many it has done
     * @param version the current migration
     * @param unit the unit of that migration, counted from 1
     * @param unitsTotal how many units that migration has
     * @param waitingFor the session that it waits for
     */
    public record Current(
            Instant startedAt,
            int migrations,
            int done,
            @Nullable String version,
            @Nullable Integer unit,
            @Nullable Integer unitsTotal,
            @Nullable String waitingFor) {}

    /**
     * A run that has ended.
     *
     * @param endedAt when it ended
     * @param executionMs how long it took, in milliseconds
     * @param migrations how many migrations it has done
     * @param success whether it succeeded
     */
    public record Last(Instant endedAt, long executionMs, int migrations, boolean success) {}

    RunState started(Instant now, int migrations) {
        return new RunState(new Current(now, migrations, 0, null, null, null, null), last, null);
    }

    RunState at(String version, @Nullable Integer unit, @Nullable Integer unitsTotal) {
        return current == null
                ? this
                : with(new Current(
                        current.startedAt, current.migrations, current.done, version, unit, unitsTotal, null));
    }

    RunState oneDone() {
        return current == null
                ? this
                : with(new Current(
                        current.startedAt, current.migrations, current.done + 1, current.version, null, null, null));
    }

    RunState waitingFor(String whom) {
        return current == null
                ? this
                : with(new Current(
                        current.startedAt,
                        current.migrations,
                        current.done,
                        current.version,
                        current.unit,
                        current.unitsTotal,
                        whom));
    }

    RunState failed(FailureFacts newFailure) {
        return new RunState(current, last, newFailure);
    }

    RunState ended(Instant now, Duration duration, int migrations, boolean succeeded) {
        return new RunState(
                null, new Last(now, duration.toMillis(), migrations, succeeded), succeeded ? null : failure);
    }

    private RunState with(Current newCurrent) {
        return new RunState(newCurrent, last, failure);
    }
}
