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
 * @param schemas the schemas whose {@code tv_} tables count; empty for all
 * @param tables the {@code tv_} tables to look at, with or without their schema; empty for all
 * @param exclude the {@code tv_} tables to leave alone, with or without their schema; {@code *} stands for any characters
 * @param full whether to do it all again although nothing has changed
 * @param adopt whether rows may be changed that were in a table before its first sync
 * @param connections how many connections work at the same time, at the most; 1 or more
 * @param whenBusy what to do when another instance is syncing
 * @param busyWait how long to wait for another instance
 * @param lockTimeout how long one statement may wait for a lock
 * @param lockWait how long a range is retried, in all, before locks of others are an error
 * @param concurrentIndexes whether indexes are built without stopping writers, which takes longer
 * @param keepGoing whether the failures of single tables are in the result instead of the first one being thrown; the other tables are
 *     filled either way
 * @param timeZone the time zone that sources are evaluated in
 */
public record SyncOptions(
        @Nullable String schema,
        Set<String> schemas,
        Set<String> tables,
        Set<String> exclude,
        boolean full,
        boolean adopt,
        int connections,
        WhenBusy whenBusy,
        Duration busyWait,
        Duration lockTimeout,
        Duration lockWait,
        boolean concurrentIndexes,
        boolean keepGoing,
        String timeZone) {

    /** What to do when another instance is syncing. */
    public enum WhenBusy {
        /** Wait until it is done, then do what is left. */
        WAIT,
        /** Leave it to the other instance. */
        SKIP
    }

    public SyncOptions {
        schemas = Set.copyOf(schemas);
        tables = Set.copyOf(tables);
        exclude = Set.copyOf(exclude);
        Objects.requireNonNull(whenBusy, "whenBusy");
        Objects.requireNonNull(timeZone, "timeZone");
        if (connections < 1) {
            throw new IllegalArgumentException("connections must be 1 or more, not " + connections);
        }
    }

    public static SyncOptions defaults() {
        return new SyncOptions(
                null,
                Set.of(),
                Set.of(),
                Set.of(),
                false,
                false,
                Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors())),
                WhenBusy.WAIT,
                Duration.ofHours(1),
                Duration.ofMillis(250),
                Duration.ofMinutes(5),
                false,
                false,
                "UTC");
    }

    public SyncOptions withSchema(@Nullable String newSchema) {
        return new SyncOptions(
                newSchema,
                schemas,
                tables,
                exclude,
                full,
                adopt,
                connections,
                whenBusy,
                busyWait,
                lockTimeout,
                lockWait,
                concurrentIndexes,
                keepGoing,
                timeZone);
    }

    public SyncOptions withSchemas(Set<String> newSchemas) {
        return new SyncOptions(
                schema,
                newSchemas,
                tables,
                exclude,
                full,
                adopt,
                connections,
                whenBusy,
                busyWait,
                lockTimeout,
                lockWait,
                concurrentIndexes,
                keepGoing,
                timeZone);
    }

    public SyncOptions withTables(Set<String> newTables) {
        return new SyncOptions(
                schema,
                schemas,
                newTables,
                exclude,
                full,
                adopt,
                connections,
                whenBusy,
                busyWait,
                lockTimeout,
                lockWait,
                concurrentIndexes,
                keepGoing,
                timeZone);
    }

    public SyncOptions withExclude(Set<String> patterns) {
        return new SyncOptions(
                schema,
                schemas,
                tables,
                patterns,
                full,
                adopt,
                connections,
                whenBusy,
                busyWait,
                lockTimeout,
                lockWait,
                concurrentIndexes,
                keepGoing,
                timeZone);
    }

    public SyncOptions withFull(boolean newFull) {
        return new SyncOptions(
                schema,
                schemas,
                tables,
                exclude,
                newFull,
                adopt,
                connections,
                whenBusy,
                busyWait,
                lockTimeout,
                lockWait,
                concurrentIndexes,
                keepGoing,
                timeZone);
    }

    public SyncOptions withAdopt(boolean newAdopt) {
        return new SyncOptions(
                schema,
                schemas,
                tables,
                exclude,
                full,
                newAdopt,
                connections,
                whenBusy,
                busyWait,
                lockTimeout,
                lockWait,
                concurrentIndexes,
                keepGoing,
                timeZone);
    }

    public SyncOptions withConnections(int count) {
        return new SyncOptions(
                schema,
                schemas,
                tables,
                exclude,
                full,
                adopt,
                count,
                whenBusy,
                busyWait,
                lockTimeout,
                lockWait,
                concurrentIndexes,
                keepGoing,
                timeZone);
    }

    public SyncOptions withWhenBusy(WhenBusy newWhenBusy, Duration wait) {
        return new SyncOptions(
                schema,
                schemas,
                tables,
                exclude,
                full,
                adopt,
                connections,
                newWhenBusy,
                wait,
                lockTimeout,
                lockWait,
                concurrentIndexes,
                keepGoing,
                timeZone);
    }

    public SyncOptions withLocks(Duration timeout, Duration wait) {
        return new SyncOptions(
                schema,
                schemas,
                tables,
                exclude,
                full,
                adopt,
                connections,
                whenBusy,
                busyWait,
                timeout,
                wait,
                concurrentIndexes,
                keepGoing,
                timeZone);
    }

    public SyncOptions withConcurrentIndexes(boolean concurrently) {
        return new SyncOptions(
                schema,
                schemas,
                tables,
                exclude,
                full,
                adopt,
                connections,
                whenBusy,
                busyWait,
                lockTimeout,
                lockWait,
                concurrently,
                keepGoing,
                timeZone);
    }

    public SyncOptions withKeepGoing(boolean newKeepGoing) {
        return new SyncOptions(
                schema,
                schemas,
                tables,
                exclude,
                full,
                adopt,
                connections,
                whenBusy,
                busyWait,
                lockTimeout,
                lockWait,
                concurrentIndexes,
                newKeepGoing,
                timeZone);
    }

    public SyncOptions withTimeZone(String zone) {
        return new SyncOptions(
                schema,
                schemas,
                tables,
                exclude,
                full,
                adopt,
                connections,
                whenBusy,
                busyWait,
                lockTimeout,
                lockWait,
                concurrentIndexes,
                keepGoing,
                zone);
    }
}
