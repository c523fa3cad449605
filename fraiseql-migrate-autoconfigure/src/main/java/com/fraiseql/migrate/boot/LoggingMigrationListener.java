// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a run does to the log: a line whenever it has to wait, and at most one line per second with what it has
 * applied, so that a hundred small migrations do not flood the log.
 */
public final class LoggingMigrationListener implements MigrationListener {

    private static final Logger log = LoggerFactory.getLogger(LoggingMigrationListener.class);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);
    private static final int MOST_NAMES = 20;

    private final List<AppliedMigration> untold = new ArrayList<>();
    private Direction direction = Direction.UP;
    private long told = System.nanoTime();

    @Override
    public void reviewed(List<String> findings) {
        findings.forEach(finding -> log.warn("{}", finding));
    }

    @Override
    public void beforeRun(List<String> pendingVersions) {
        told = System.nanoTime();
    }

    @Override
    public synchronized void afterMigration(AppliedMigration migration, Direction done) {
        direction = done;
        untold.add(migration);
        if (System.nanoTime() - told >= BETWEEN_LINES.toNanos()) {
            tell();
        }
    }

    @Override
    public synchronized void failed(MigrateException failure, List<AppliedMigration> done) {
        String detail = failure.detail().orElse("");
        if (!untold.isEmpty() && detail.contains(untold.get(untold.size() - 1).version())) {
            // the error contains it, too
            untold.clear();
        }
    }

    @Override
    public void afterRun(List<AppliedMigration> done, Duration duration) {
        tell();
    }

    private synchronized void tell() {
        if (untold.isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder(direction == Direction.UP ? "Applied " : "Rolled back ");
        for (int i = 0; i < Math.min(untold.size(), MOST_NAMES); i++) {
            AppliedMigration migration = untold.get(i);
            line.append(i == 0 ? "" : ", ")
                    .append(migration.file())
                    .append(" in ")
                    .append(migration.duration().toMillis())
                    .append(" ms")
                    .append(migration.resumed() ? " (resumed; an earlier run had begun it)" : "");
        }
        if (untold.size() > MOST_NAMES) {
            line.append(" and ").append(untold.size() - MOST_NAMES).append(" more");
        }
        log.info("{}", line);
        untold.clear();
        told = System.nanoTime();
    }

    @Override
    public void waitingForMutex(String holder, Duration waited) {
        log.info("Waiting for another migrator since {} s: {}", waited.toSeconds(), holder);
    }

    @Override
    public void retrying(String version, int attempt, String reason, List<String> blockers, Duration pause) {
        tell();
        log.warn(
                "{}: {}; attempt {} follows in {} ms{}",
                version,
                reason,
                attempt + 1,
                pause.toMillis(),
                blockers.isEmpty() ? "" : "; blocked by " + String.join("; ", blockers));
    }

    @Override
    public void blocked(List<String> blockers) {
        tell();
        log.debug("Waiting for a lock; blocked by {}", String.join("; ", blockers));
    }

    @Override
    public void notice(String version, String severity, String message) {
        if (severity.startsWith("WARN")) {
            tell();
            log.warn("{}: {}", version, message);
        } else {
            log.debug("{}: {}: {}", version, severity, message);
        }
    }

    @Override
    public void remark(String version, String message) {
        tell();
        log.info("{}: {}", version, message);
    }

    @Override
    public void unitStarted(String version, int unit, int units, String firstLine, boolean standalone) {
        log.debug("{}: unit {} of {}{}: {}", version, unit, units, standalone ? ", standalone" : "", firstLine);
    }
}
