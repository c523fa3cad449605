// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import java.time.Duration;
import java.util.List;

/**
 * The changes that are committed in a database, for one running instance. While a feed is open, statements note what
 * they change; while none is, they note nothing.
 *
 * <p>Not for several threads at once, except for {@link #await}. Every failure is a
 * {@link com.fraiseql.migrate.failure.MigrateException}; after one the feed is of no use, and changes may be missed.
 */
public interface ChangeFeed extends AutoCloseable {

    /**
     * What was committed since the last poll, or since the feed was opened.
     *
     * @param missed whether changes may have been missed, so that everything that is cached is to be forgotten: after a
     *     crash of the server, after a pause that was too long, and for transactions that had written before the feed
     *     was opened and have ended since
     * @param changes by entity
     */
    record Batch(boolean missed, List<EntityChange> changes) {

        public Batch {
            changes = List.copyOf(changes);
        }
    }

    /** Gives every change that was committed before the call, and since the last one. */
    Batch poll();

    /**
     * Waits for a change, for the time given at the most. A feed without notifications waits for the whole time.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void await(Duration time) throws InterruptedException;

    /** Ends it. Never fails: the server forgets a feed that is not polled for a minute. */
    @Override
    void close();
}
