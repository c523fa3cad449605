// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.db.Backoff;
import com.fraiseql.migrate.db.LockPatience;
import com.fraiseql.migrate.db.Pause;
import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.time.Duration;
import java.util.List;

/**
 * Retries a unit after a lock timeout, a deadlock, a serialization failure, or a conflict with another session over a
 * catalog entry.
 *
 * <ol>
 *   <li>The whole unit has been rolled back before anything else happens; no pause is ever made within a transaction.
 *   <li>The pause grows from half a second to ten, with full jitter, so that queued readers and writers get through.
 *   <li>If an autovacuum is in the way, the next attempt waits long enough to have it cancelled
 *       ({@link LockPatience}).
 *   <li>After {@code lock-wait} in all, the failure is reported, and names the blocking sessions.
 * </ol>
 */
public final class Retry {

    private static final long FIRST_PAUSE = 500;
    private static final long LONGEST_PAUSE = 10_000;

    /** A key that is still there after so many attempts was not inserted at the same time. */
    private static final int CATALOG_ATTEMPTS = 5;

    private final RunContext run;
    private final String version;
    private final LockPatience patience = new LockPatience();

    public Retry(RunContext run, String version) {
        this.run = run;
        this.version = version;
    }

    /** One attempt, which is either done completely or undone. */
    @FunctionalInterface
    public interface Attempt {
        void run() throws Failure;
    }

    /** How long an attempt is to wait for its locks. */
    public LockPatience patience() {
        return patience;
    }

    public void until(Attempt attempt) throws Failure {
        long deadline = System.nanoTime() + run.options().locks().lockWait().toNanos();
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, 4);
        for (int number = 1; ; number++) {
            try {
                attempt.run();
                return;
            } catch (Failure failure) {
                String state = SqlState.of(failure.error());
                if (!SqlState.worthRetrying(failure.error())
                        || (state.equals(SqlState.UNIQUE_VIOLATION) && number > CATALOG_ATTEMPTS)
                        || failure.partlyCommitted()
                        || run.cancellation().requested()) {
                    throw failure;
                }
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    throw failure;
                }
                long sleep = Math.min(left, backoff.next());
                if (state.equals(SqlState.LOCK_NOT_AVAILABLE)) {
                    lookForAutovacuum();
                }
                List<String> blockers = run.watch().lastBlockers();
                run.listener().retrying(version, number, reason(state), blockers, Duration.ofMillis(sleep));
                pause(sleep);
            }
        }
    }

    private void lookForAutovacuum() {
        Reply reply = run.session().query(LockPatience.QUESTION);
        if (reply.error() == null) {
            patience.answer(reply.rows(0));
        }
    }

    private static String reason(String state) {
        return switch (state) {
            case SqlState.LOCK_NOT_AVAILABLE -> "a lock could not be acquired in time";
            case SqlState.DEADLOCK -> "a deadlock";
            case SqlState.SERIALIZATION_FAILURE -> "a serialization failure";
            default -> "another session changed the same catalog entry";
        };
    }

    private void pause(long millis) {
        if (!Pause.of(millis, run.cancellation()::requested)) {
            throw new MigrateException(
                    FailureCode.CANCELLED,
                    "The run was interrupted while it waited for a lock.",
                    "What was committed stays recorded; start it again and it goes on from there.");
        }
    }
}
