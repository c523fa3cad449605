// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.monitor;

import com.fraiseql.migrate.boot.NamedDatabase;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps the {@link RunState} of one Migrator. */
public final class RunTracker implements MigrationListener {

    private final Clock clock;
    private final @Nullable String database;
    private final AtomicLong changes = new AtomicLong();
    private volatile RunState state = RunState.IDLE;
    /** Whether the run that is about to end has failed; a run may fail before it has begun. */
    private boolean failed;

    /**
     * Creates it with nothing known.
     *
     * @param database the name below {@code fraiseql.migrate.databases}, {@code null} if there is none
     */
    RunTracker(Clock clock, @Nullable String database) {
        this.clock = clock;
        this.database = database;
    }

    public RunState state() {
        return state;
    }

    /** The failure, with the name of its database. */
    public MigrateException named(MigrateException failure) {
        return NamedDatabase.failure(failure, database);
    }

    /** Incremented whenever the database's answer may have changed. */
    long changes() {
        return changes.get();
    }

    private synchronized void update(UnaryOperator<RunState> change) {
        state = change.apply(state);
    }

    @Override
    public void beforeRun(List<String> pendingVersions) {
        update(now -> now.started(clock.instant(), pendingVersions.size()));
    }

    @Override
    public void beforeMigration(String version, String fileName, Direction direction) {
        update(now -> now.at(version, null, null));
    }

    @Override
    public void unitStarted(String version, int unit, int units, String firstLine, boolean standalone) {
        update(now -> now.at(version, unit, units));
    }

    @Override
    public void afterMigration(AppliedMigration migration, Direction direction) {
        changes.incrementAndGet();
        update(RunState::oneDone);
    }

    @Override
    public void waitingForMutex(String holder, Duration waited) {
        update(now -> now.waitingFor(holder));
    }

    @Override
    public void retrying(String version, int attempt, String reason, List<String> blockers, Duration pause) {
        update(now -> now.waitingFor(String.join("; ", blockers)));
    }

    @Override
    public void blocked(List<String> blockers) {
        update(now -> now.waitingFor(String.join("; ", blockers)));
    }

    @Override
    public void failed(MigrateException failure, List<AppliedMigration> done) {
        changes.incrementAndGet();
        failed = true;
        update(now -> now.failed(FailureFacts.of(named(failure), clock.instant())));
    }

    @Override
    public void upToDate(Duration duration) {
        changes.incrementAndGet();
        update(now -> now.ended(clock.instant(), duration, 0, true));
    }

    @Override
    public void afterRun(List<AppliedMigration> done, Duration duration) {
        changes.incrementAndGet();
        boolean succeeded = !failed;
        failed = false;
        update(now -> now.ended(clock.instant(), duration, done.size(), succeeded));
    }
}
