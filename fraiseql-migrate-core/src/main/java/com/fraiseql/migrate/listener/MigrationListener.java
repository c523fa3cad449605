// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.listener;

import com.fraiseql.migrate.failure.MigrateException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Is told what a run (an {@code up} or a {@code down}) does, on the thread that runs, in the order in which it happens:
 *
 * <ul>
 *   <li>a run that had nothing to do: {@link #upToDate}
 *   <li>a run that went well: {@link #beforeRun} (of an {@code up}), what belongs to its migrations, {@link #afterRun}
 *   <li>a run that failed: as far as it came, which may be nowhere (no server, no mutex, files that do not fit), then
 *       {@link #failed} and {@link #afterRun}, each once
 * </ul>
 *
 * <p>A {@code before…} method may refuse by throwing: nothing of what it was asked about is done, and the run ends.
 */
public interface MigrationListener {

    /**
     * What the review of the pending migrations has found that does not end the run, one line each; before
     * {@link #beforeRun}.
     */
    default void reviewed(List<String> findings) {}

    /** Before the first migration of a run that has something to do, under the mutex. */
    default void beforeRun(List<String> pendingVersions) {}

    /** Before a migration, outside of any transaction. */
    default void beforeMigration(String version, String fileName, Direction direction) {}

    /** After a migration has been committed. */
    default void afterMigration(AppliedMigration migration, Direction direction) {}

    /**
     * After a run that had something to do or failed, with what it had done. The connection and the mutex have been
     * released.
     *
     * @param duration how long all of it took, with the wait for the mutex: what the caller of the run is told as well
     */
    default void afterRun(List<AppliedMigration> done, Duration duration) {}

    /** After a run that found nothing to do. */
    default void upToDate(Duration duration) {}

    /**
     * When a run has ended with an error, before {@link #afterRun}. A run that failed before it began has had no
     * {@link #beforeRun}.
     */
    default void failed(MigrateException failure, List<AppliedMigration> done) {}

    /** When another migrator holds the mutex; again every few seconds. {@code holder} is one sentence. */
    default void waitingForMutex(String holder, Duration waited) {}

    /** When a lock timeout or deadlock has undone a unit and it will be retried. {@code blockers} is for a person. */
    default void retrying(String version, int attempt, String reason, List<String> blockers, Duration pause) {}

    /** A statement has been found waiting for a lock; called on another thread, again every second while it waits. */
    default void blocked(List<String> blockers) {}

    /** The run's session, so that its progress can be looked up from another one. */
    default void connected(int pid) {}

    /** A NOTICE or WARNING from the server while a migration ran. */
    default void notice(String version, String severity, String message) {}

    /** Something worth a line in the log, such as a unit that was split. */
    default void remark(String version, String message) {}

    /**
     * When the server begins with a statement of a migration; called for each one, so it must be quick.
     *
     * @param line the statement's line in the file, from 1
     * @param firstLine the statement's first line, as it stands in the file; secrets are not masked
     */
    default void statementStarted(String version, int line, Supplier<String> firstLine) {}

    /**
     * Before a unit is sent.
     *
     * @param unit which one of {@code units}, from 1
     * @param firstLine the unit's first line; secrets are not masked
     * @param standalone whether it is a single statement outside of a transaction
     */
    default void unitStarted(String version, int unit, int units, String firstLine, boolean standalone) {}

    /** The way a run goes. */
    enum Direction {
        UP,
        DOWN
    }
}
