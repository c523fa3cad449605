// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.sync;

import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import com.fraiseql.migrate.projection.sync.TableResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a sync does to the log: a line for each table, and its progress every few seconds. */
public final class LoggingSyncListener implements SyncListener {

    private static final Logger log = LoggerFactory.getLogger(LoggingSyncListener.class);
    private static final long EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private long last = System.nanoTime();

    @Override
    public void beforeTable(String table, String reason) {
        log.info("Filling {}, since {}", table, reason);
        last = System.nanoTime();
    }

    @Override
    public void progress(SyncProgress progress) {
        if (System.nanoTime() - last < EVERY_NANOS) {
            return;
        }
        last = System.nanoTime();
        @Nullable Duration remaining = progress.remaining();
        log.info(
                "{}: {} {} of {}, {} rows, {} s so far{}",
                progress.table(),
                progress.phase(),
                progress.done(),
                progress.total(),
                progress.rows(),
                progress.elapsed().toSeconds(),
                remaining == null ? "" : ", about " + remaining.toSeconds() + " s left");
    }

    @Override
    public void afterTable(TableResult result) {
        String written = result.hook() == null
                ? "%d inserted, %d updated, %d deleted".formatted(result.inserted(), result.updated(), result.deleted())
                : "by " + result.hook();
        log.info(
                "Filled {} in {} ms: {}{}",
                result.table(),
                result.duration().toMillis(),
                written,
                result.resumed() ? " (resumed; an earlier run had begun it)" : "");
    }

    @Override
    public void skipped(String table, String reason) {
        log.warn("{} was not filled, since {}", table, reason);
    }

    @Override
    public void notAdopted(String table, String differences) {
        log.warn(
                "{} was left alone, since no sync has written its rows: {}. fraiseql.migrate.sync.adopt=true makes "
                        + "it equal to its source; fraiseql.migrate.sync.exclude leaves it out.",
                table,
                differences);
    }

    @Override
    public void noSource(String table, String missing) {
        log.warn("{} has nothing to be filled from: {}. fraiseql.migrate.sync.exclude leaves it out.", table, missing);
    }

    @Override
    public void waitingForOther(String holder, Duration waited) {
        log.info("Waiting since {} s for another instance that fills the tv_ tables: {}", waited.toSeconds(), holder);
    }

    @Override
    public void remark(String table, String message) {
        log.info("{}: {}", table, message);
    }
}
