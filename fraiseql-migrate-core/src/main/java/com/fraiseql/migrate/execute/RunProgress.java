// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Tracks what one run has done so far, and tells the listener how it ended.
 *
 * <ol>
 *   <li>A run that fails, wherever that is (the files, the connection, the checks, the mutex, a statement), is reported
 *       once, as {@link MigrationListener#failed} and then {@link MigrationListener#afterRun}.
 *   <li>A run that had something to do and did it is reported as {@link MigrationListener#afterRun}.
 *   <li>A run that had nothing to do is reported as {@link MigrationListener#upToDate} only.
 * </ol>
 *
 * <p>By then the session and the mutex have been released. A run has one duration, from the call to its end: the
 * listener and the caller get the same value.
 */
final class RunProgress {

    private final List<AppliedMigration> done = new ArrayList<>();
    private boolean begun;
    private final long start = System.nanoTime();

    private RunProgress() {}

    static RunOutcome of(MigrationListener listener, Function<RunProgress, RunOutcome> work) {
        RunProgress progress = new RunProgress();
        RunOutcome outcome;
        try {
            outcome = work.apply(progress);
        } catch (RuntimeException e) {
            throw progress.failed(listener, e instanceof MigrateException known ? known : defect(e));
        }
        Duration whole = ExclusiveRun.since(progress.start);
        if (progress.begun) {
            listener.afterRun(progress.done(), whole);
        } else {
            listener.upToDate(whole);
        }
        return outcome.took(whole);
    }

    /** Called when there is something to do. */
    void begin() {
        begun = true;
    }

    void add(AppliedMigration migration) {
        done.add(migration);
    }

    List<AppliedMigration> done() {
        return List.copyOf(done);
    }

    private MigrateException failed(MigrationListener listener, MigrateException failure) {
        try {
            listener.failed(failure, done());
            listener.afterRun(done(), ExclusiveRun.since(start));
        } catch (RuntimeException e) {
            // a listener's trouble must not hide why the run failed
            failure.addSuppressed(e);
        }
        return failure;
    }

    private static MigrateException defect(RuntimeException e) {
        return MigrateException.builder(
                        FailureCode.INTERNAL,
                        "The run ended with an unexpected error: " + e,
                        "If it comes from a listener or a source of your own, fix that; otherwise please report it. "
                                + "What "
                                + "was committed stays recorded.")
                .cause(e)
                .build();
    }
}
