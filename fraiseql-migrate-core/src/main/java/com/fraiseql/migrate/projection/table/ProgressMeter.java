// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.table;

import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import java.time.Duration;

/** Counts the parts of a phase and says how long the rest will take, by the pace of this run. */
public final class ProgressMeter {

    private final SyncRun run;
    private final String table;
    private final SyncPhase phase;
    private final long tableStart;
    private final long phaseStart = System.nanoTime();
    private final long before;
    private long done;
    private long total;
    private long rows;

    /** @param before parts that earlier runs have done */
    public ProgressMeter(SyncRun run, String table, SyncPhase phase, long tableStart, long before, long total) {
        this.run = run;
        this.table = table;
        this.phase = phase;
        this.tableStart = tableStart;
        this.before = before;
        this.done = before;
        this.total = total;
        report();
    }

    public synchronized void add(long parts, long moreRows) {
        done += parts;
        rows += moreRows;
        report();
    }

    public synchronized void set(long newDone, long newTotal) {
        done = newDone;
        total = newTotal;
        rows = newDone;
        report();
    }

    private void report() {
        long now = System.nanoTime();
        Duration remaining = null;
        // one index says nothing about how long another takes
        if (phase != SyncPhase.INDEXING && done > before && total >= done) {
            remaining = Duration.ofNanos((long) ((now - phaseStart) * ((double) (total - done) / (done - before))));
        }
        run.report(new SyncProgress(table, phase, done, total, rows, Duration.ofNanos(now - tableStart), remaining));
    }
}
