// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a sync works. The defaults of the whole product stand in {@link #defaults()} and nowhere else.
 *
 * @param schema the schema of the state table {@code fraiseql_sync}; none for the session's current schema
 * @param tables the {@code tv_} tables to look at, with or without their schema; empty for all on the search path
 * @param full whether to do it all again although nothing has changed
 * @param connections how many connections work at the same time, at the most; 1 or more
 * @param whenBusy what to do when another instance is syncing
 * @param busyWait how long to wait for another instance
 * @param lockTimeout how long one statement may wait for a lock
 * @param lockWait how long a range is tried again, in all, before locks of others are an error
 * @param concurrentIndexes whether indexes are built without stopping writers, which takes longer
 * @param keepGoing whether the other tables are still filled after one has failed; the failures are in the result
 */
public record SyncOptions(
        @Nullable String schema,
        Set<String> tables,
        boolean full,
        int connections,
        WhenBusy whenBusy,
        Duration busyWait,
        Duration lockTimeout,
        Duration lockWait,
        boolean concurrentIndexes,
        boolean keepGoing) {

    /** What to do when another instance is syncing. */
    public enum WhenBusy {
        /** Wait until it is done, then do what is left. */
        WAIT,
        /** Leave it to the other instance. */
        SKIP
    }

    public SyncOptions {
        tables = Set.copyOf(tables);
        Objects.requireNonNull(whenBusy, "whenBusy");
        if (connections < 1) {
            throw new IllegalArgumentException("connections must be 1 or more, not " + connections);
        }
    }

    public static SyncOptions defaults() {
        return new SyncOptions(
                null,
                Set.of(),
                false,
                Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors())),
                WhenBusy.WAIT,
                Duration.ofHours(1),
                Duration.ofMillis(250),
                Duration.ofMinutes(5),
                false,
                false);
    }

    public SyncOptions withSchema(@Nullable String newSchema) {
        return new SyncOptions(
                newSchema,
                tables,
                full,
                connections,
                whenBusy,
                busyWait,
                lockTimeout,
                lockWait,
                concurrentIndexes,
                keepGoing);
    }

    public SyncOptions withTables(Set<String> newTables) {
        return new SyncOptions(
                schema,
                newTables,
                full,
                connections,
                whenBusy,
                busyWait,
                lockTimeout,
                lockWait,
                concurrentIndexes,
                keepGoing);
    }

    public SyncOptions withFull(boolean newFull) {
        return new SyncOptions(
                schema,
                tables,
                newFull,
                connections,
                whenBusy,
                busyWait,
                lockTimeout,
                lockWait,
                concurrentIndexes,
                keepGoing);
    }

    public SyncOptions withConnections(int count) {
        return new SyncOptions(
                schema, tables, full, count, whenBusy, busyWait, lockTimeout, lockWait, concurrentIndexes, keepGoing);
    }

    public SyncOptions withWhenBusy(WhenBusy newWhenBusy, Duration wait) {
        return new SyncOptions(
                schema,
                tables,
                full,
                connections,
                newWhenBusy,
                wait,
                lockTimeout,
                lockWait,
                concurrentIndexes,
                keepGoing);
    }

    public SyncOptions withLocks(Duration timeout, Duration wait) {
        return new SyncOptions(
                schema, tables, full, connections, whenBusy, busyWait, timeout, wait, concurrentIndexes, keepGoing);
    }

    public SyncOptions withConcurrentIndexes(boolean concurrently) {
        return new SyncOptions(
                schema, tables, full, connections, whenBusy, busyWait, lockTimeout, lockWait, concurrently, keepGoing);
    }

    public SyncOptions withKeepGoing(boolean newKeepGoing) {
        return new SyncOptions(
                schema,
                tables,
                full,
                connections,
                whenBusy,
                busyWait,
                lockTimeout,
                lockWait,
                concurrentIndexes,
                newKeepGoing);
    }
}
