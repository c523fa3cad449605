// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.failure.Shortened;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Passes everything on, with secrets in statements and messages masked and long messages shortened. */
final class MaskedListener implements MigrationListener {

    private static final int LONGEST = 4_000;

    private final MigrationListener listener;
    private final List<String> values;

    MaskedListener(MigrationListener listener, Map<String, String> placeholders) {
        this.listener = listener;
        this.values = Secrets.values(placeholders);
    }

    private String masked(String text) {
        return Secrets.hide(Secrets.mask(Shortened.to(LONGEST, text)), values);
    }

    private List<String> masked(List<String> texts) {
        return texts.stream().map(this::masked).toList();
    }

    @Override
    public void reviewed(List<String> findings) {
        listener.reviewed(masked(findings));
    }

    @Override
    public void beforeRun(List<String> pendingVersions) {
        listener.beforeRun(pendingVersions);
    }

    @Override
    public void beforeMigration(String version, String fileName, Direction direction) {
        listener.beforeMigration(version, fileName, direction);
    }

    @Override
    public void afterMigration(AppliedMigration migration, Direction direction) {
        listener.afterMigration(migration, direction);
    }

    @Override
    public void afterRun(List<AppliedMigration> done, Duration duration) {
        listener.afterRun(done, duration);
    }

    @Override
    public void upToDate(Duration duration) {
        listener.upToDate(duration);
    }

    @Override
    public void failed(MigrateException failure, List<AppliedMigration> done) {
        listener.failed(failure, done);
    }

    @Override
    public void waitingForMutex(String holder, Duration waited) {
        listener.waitingForMutex(masked(holder), waited);
    }

    @Override
    public void retrying(String version, int attempt, String reason, List<String> blockers, Duration pause) {
        listener.retrying(version, attempt, masked(reason), masked(blockers), pause);
    }

    @Override
    public void blocked(List<String> blockers) {
        listener.blocked(masked(blockers));
    }

    @Override
    public void connected(int pid) {
        listener.connected(pid);
    }

    @Override
    public void notice(String version, String severity, String message) {
        listener.notice(version, severity, masked(message));
    }

    @Override
    public void remark(String version, String message) {
        listener.remark(version, masked(message));
    }

    @Override
    public void statementStarted(String version, int line, Supplier<String> firstLine) {
        listener.statementStarted(version, line, () -> masked(firstLine.get()));
    }

    @Override
    public void unitStarted(String version, int unit, int units, String firstLine, boolean standalone) {
        listener.unitStarted(version, unit, units, masked(firstLine), standalone);
    }
}
