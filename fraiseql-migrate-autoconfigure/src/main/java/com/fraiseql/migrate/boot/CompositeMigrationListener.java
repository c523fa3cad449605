// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes each call on to several listeners, in order. The first one that throws in a {@code before…} method ends
 * the run as {@link FailureCode#VETOED}; one that throws elsewhere, where it is too late to refuse, is logged.
 */
public final class CompositeMigrationListener implements MigrationListener {

    private static final Logger log = LoggerFactory.getLogger(CompositeMigrationListener.class);

    private final List<MigrationListener> listeners;

    public CompositeMigrationListener(List<MigrationListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    private void each(Consumer<MigrationListener> call) {
        for (MigrationListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                log.warn("The listener {} failed; the migrations go on", nameOf(listener), e);
            }
        }
    }

    private void ask(String about, Consumer<MigrationListener> call) {
        for (MigrationListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (MigrateException e) {
                throw e;
            } catch (RuntimeException e) {
                throw MigrateException.builder(
                                FailureCode.VETOED,
                                "The listener " + nameOf(listener) + " refused " + about + ": " + e.getMessage(),
                                "Fix the reported problem, or remove the listener; nothing of what it refused has been "
                                        + "done.")
                        .cause(e)
                        .build();
            }
        }
    }

    private static String nameOf(MigrationListener listener) {
        return listener.getClass().getName();
    }

    @Override
    public void reviewed(List<String> findings) {
        each(listener -> listener.reviewed(findings));
    }

    @Override
    public void beforeRun(List<String> pendingVersions) {
        ask("the run", listener -> listener.beforeRun(pendingVersions));
    }

    @Override
    public void beforeMigration(String version, String fileName, Direction direction) {
        ask(fileName, listener -> listener.beforeMigration(version, fileName, direction));
    }

    @Override
    public void afterMigration(AppliedMigration migration, Direction direction) {
        each(listener -> listener.afterMigration(migration, direction));
    }

    @Override
    public void afterRun(List<AppliedMigration> done, Duration duration) {
        each(listener -> listener.afterRun(done, duration));
    }

    @Override
    public void upToDate(Duration duration) {
        each(listener -> listener.upToDate(duration));
    }

    @Override
    public void failed(MigrateException failure, List<AppliedMigration> done) {
        each(listener -> listener.failed(failure, done));
    }

    @Override
    public void waitingForMutex(String holder, Duration waited) {
        each(listener -> listener.waitingForMutex(holder, waited));
    }

    @Override
    public void retrying(String version, int attempt, String reason, List<String> blockers, Duration pause) {
        each(listener -> listener.retrying(version, attempt, reason, blockers, pause));
    }

    @Override
    public void blocked(List<String> blockers) {
        each(listener -> listener.blocked(blockers));
    }

    @Override
    public void connected(int pid) {
        each(listener -> listener.connected(pid));
    }

    @Override
    public void notice(String version, String severity, String message) {
        each(listener -> listener.notice(version, severity, message));
    }

    @Override
    public void remark(String version, String message) {
        each(listener -> listener.remark(version, message));
    }

    @Override
    public void statementStarted(String version, int line, Supplier<String> firstLine) {
        each(listener -> listener.statementStarted(version, line, firstLine));
    }

    @Override
    public void unitStarted(String version, int unit, int units, String firstLine, boolean standalone) {
        each(listener -> listener.unitStarted(version, unit, units, firstLine, standalone));
    }
}
