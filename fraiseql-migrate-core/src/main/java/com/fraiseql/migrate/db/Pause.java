// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A pause that ends early when the run is cancelled or its thread is interrupted. */
public final class Pause {

    private static final long SLICE_MILLIS = 50;

    private Pause() {}

    /**
     * Waits that long.
     *
     * @return false if the thread was interrupted; it stays marked as interrupted
     */
    public static boolean of(long millis) {
        return of(millis, () -> false);
    }

    /**
     * Waits that long, or until it is cancelled.
     *
     * @param cancelled asked about every 50 ms
     * @return false if the thread was interrupted; it stays marked as interrupted
     */
    public static boolean of(long millis, BooleanSupplier cancelled) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        try {
            for (long left = millis; left > 0 && !cancelled.getAsBoolean(); left = millisUntil(end)) {
                Thread.sleep(Math.min(SLICE_MILLIS, left));
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Rounded up, so that the pause is not a millisecond too short. */
    private static long millisUntil(long end) {
        long nanos = end - System.nanoTime();
        return nanos <= 0 ? 0 : Duration.ofNanos(nanos).toMillis() + 1;
    }
}
