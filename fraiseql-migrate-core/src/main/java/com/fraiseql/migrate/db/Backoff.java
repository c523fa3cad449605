// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between the attempts at something that another session stands in the way of: they double up to a limit, and
 * are random below it, so that sessions that wait for the same thing do not come back at the same time.
 */
public final class Backoff {

    private final long longestMillis;
    private final int spread;
    private long pauseMillis;

    /**
     * Pauses that grow.
     *
     * @param firstMillis the first one, at the most
     * @param longestMillis what none exceeds
     * @param spread a pause is at least this fraction of what it may be: 2 for one half, 4 for a quarter
     */
    public Backoff(long firstMillis, long longestMillis, int spread) {
        this.pauseMillis = firstMillis;
        this.longestMillis = longestMillis;
        this.spread = spread;
    }

    /** The next pause, in milliseconds. */
    public long next() {
        long pause = ThreadLocalRandom.current().nextLong(pauseMillis / spread, pauseMillis + 1);
        pauseMillis = Math.min(pauseMillis * 2, longestMillis);
        return pause;
    }
}
