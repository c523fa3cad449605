// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import com.fraiseql.migrate.execute.AppliedMigration;
import com.fraiseql.migrate.execute.MigrationListener;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a run does to the log: one line for each migration, and one whenever it has to wait. */
public final class LoggingMigrationListener implements MigrationListener {

    private static final Logger log = LoggerFactory.getLogger(LoggingMigrationListener.class);

    @Override
    public void afterMigration(AppliedMigration migration, Direction direction) {
        log.info(
                "{} {} in {} ms{}",
                direction == Direction.UP ? "Applied" : "Rolled back",
                migration.fileName(),
                migration.duration().toMillis(),
                migration.resumed() ? " (resumed; an earlier run had begun it)" : "");
    }

    @Override
    public void waitingForMutex(String holder, Duration waited) {
        log.info("Waiting for another migrator since {} s: {}", waited.toSeconds(), holder);
    }

    @Override
    public void retrying(String version, int attempt, String reason, List<String> blockers, Duration pause) {
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
        log.debug("Waiting for a lock; blocked by {}", String.join("; ", blockers));
    }

    @Override
    public void notice(String version, String severity, String message) {
        if (severity.startsWith("WARN")) {
            log.warn("{}: {}", version, message);
        } else {
            log.debug("{}: {}: {}", version, severity, message);
        }
    }

    @Override
    public void remark(String version, String message) {
        log.info("{}: {}", version, message);
    }

    @Override
    public void unitStarted(String version, int unit, int units, String firstLine, boolean standalone) {
        log.debug("{}: unit {} of {}{}: {}", version, unit, units, standalone ? ", standalone" : "", firstLine);
    }
}
