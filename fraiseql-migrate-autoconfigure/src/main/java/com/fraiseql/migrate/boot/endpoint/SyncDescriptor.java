// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import com.fraiseql.migrate.boot.monitor.FailureFacts;
import com.fraiseql.migrate.boot.sync.SyncRunner;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of the initial sync in this process.
 *
 * @param state whether it runs
 * @param progress progress of each table that is being filled
 * @param error why the sync as a whole failed
 * @param failures the tables that could not be filled, and why
 * @param synced the tables that this start has filled or compared
 * @param unchanged the tables whose definition has not changed since they were filled; their rows were not compared
 * @param notAdopted the tables that have rows which no sync has written, and how they differ from their sources
 * @param noSource the tables that there is nothing to fill from, and what is missing
 */
public record SyncDescriptor(
        SyncRunner.State state,
        List<Table> progress,
        @Nullable FailureFacts error,
        Map<String, String> failures,
        List<String> synced,
        List<String> unchanged,
        Map<String, String> notAdopted,
        Map<String, String> noSource) {

    /**
     * One table that is being filled.
     *
     * @param table its name
     * @param phase what is being done
     * @param done parts of the phase that are done
     * @param total parts in all; 0 if unknown
     * @param rows rows written or compared in this phase
     * @param elapsedMs since it began, in milliseconds
     * @param remainingMs estimated time until the phase is done, in milliseconds
     */
    public record Table(
            String table,
            SyncPhase phase,
            long done,
            long total,
            long rows,
            long elapsedMs,
            @Nullable Long remainingMs) {}

    static SyncDescriptor of(SyncRunner runner) {
        SyncResult result = runner.result();
        return new SyncDescriptor(
                runner.state(),
                runner.progress().stream()
                        .map(p -> new Table(
                                p.table(),
                                p.phase(),
                                p.done(),
                                p.total(),
                                p.rows(),
                                p.elapsed().toMillis(),
                                millis(p.remaining())))
                        .toList(),
                runner.error(),
                runner.failures(),
                result == null
                        ? List.of()
                        : result.synced().stream().map(TableResult::table).toList(),
                result == null ? List.of() : result.unchanged(),
                result == null ? Map.of() : result.notAdopted(),
                result == null ? Map.of() : result.noSource());
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : Long.valueOf(duration.toMillis());
    }
}
