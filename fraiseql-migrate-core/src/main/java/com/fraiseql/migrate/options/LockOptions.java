// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.options;

import java.time.Duration;

/**
 * How long a run waits for other sessions ({@code docs/design.md}, 8).
 *
 * @param lockTimeout how long one statement may wait for a lock that stops readers or writers
 * @param lockWait how long a unit is retried, in all, before a lock timeout or deadlock is an error
 * @param mutexWait how long to wait for another migrator
 */
public record LockOptions(Duration lockTimeout, Duration lockWait, Duration mutexWait) {

    public static LockOptions defaults() {
        return new LockOptions(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMinutes(10));
    }

    public LockOptions withLockTimeout(Duration timeout) {
        return new LockOptions(timeout, lockWait, mutexWait);
    }

    public LockOptions withLockWait(Duration wait) {
        return new LockOptions(lockTimeout, wait, mutexWait);
    }

    public LockOptions withMutexWait(Duration wait) {
        return new LockOptions(lockTimeout, lockWait, wait);
    }
}
