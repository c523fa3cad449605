// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.monitor;

import com.fraiseql.migrate.failure.MigrateException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A question that is put to the database at most once per time to live.
 *
 * @param <T> the answer
 */
public final class CachedAnswer<T> {

    private final Supplier<T> question;
    private final Duration timeToLive;
    private final Clock clock;
    private @Nullable Answer<T> known;

    /**
     * Creates it.
     *
     * @param timeToLive how long an answer is reused
     */
    public CachedAnswer(Supplier<T> question, Duration timeToLive, Clock clock) {
        this.question = question;
        this.timeToLive = timeToLive;
        this.clock = clock;
    }

    /** The answer. Concurrent callers wait for the running query. */
    public synchronized Answer<T> get() {
        Answer<T> last = known;
        if (last != null && last.readAt().plus(timeToLive).isAfter(clock.instant())) {
            return last;
        }
        Answer<T> fresh = ask();
        known = fresh;
        return fresh;
    }

    private Answer<T> ask() {
        try {
            return new Answer<>(clock.instant(), question.get(), null);
        } catch (MigrateException e) {
            return new Answer<>(clock.instant(), null, FailureFacts.of(e, clock.instant()));
        }
    }
}
