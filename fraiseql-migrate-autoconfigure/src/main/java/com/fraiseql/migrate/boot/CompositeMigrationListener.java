// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import com.fraiseql.migrate.execute.AppliedMigration;
import com.fraiseql.migrate.execute.MigrationListener;
import com.fraiseql.migrate.failure.MigrateException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Passes every call on to several listeners, in their order; the first one that refuses ends it. */
public final class CompositeMigrationListener implements MigrationListener {

    private final List<MigrationListener> listeners;

    public CompositeMigrationListener(List<MigrationListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    private void each(Consumer<MigrationListener> call) {
        listeners.forEach(call);
    }

    @Override
    public void beforeRun(List<String> pendingVersions) {
        each(listener -> listener.beforeRun(pendingVersions));
    }

    @Override
    public void beforeMigration(String version, String fileName, Direction direction) {
        each(listener -> listener.beforeMigration(version, fileName, direction));
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
    public void unitStarted(String version, int unit, int units, String firstLine, boolean standalone) {
        each(listener -> listener.unitStarted(version, unit, units, firstLine, standalone));
    }
}
