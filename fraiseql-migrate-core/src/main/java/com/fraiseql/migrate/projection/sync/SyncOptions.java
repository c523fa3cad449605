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
 * @param scope the tables to look at
 * @param permissions what may be done with them
 * @param concurrency how much of it goes on at the same time
 * @param waits how long to wait for other sessions
 * @param timeZone the time zone that sources are evaluated in
 */
public record SyncOptions(
        @Nullable String schema,
        Scope scope,
        Permissions permissions,
        Concurrency concurrency,
        Waits waits,
        String timeZone) {

    public SyncOptions {
        Objects.requireNonNull(timeZone, "timeZone");
    }

    /** What to do when another instance is syncing. */
    public enum WhenBusy {
        /** Wait until it is done, then do what is left. */
        WAIT,
        /** Leave it to the other instance. */
        SKIP
    }

    /**
     * The tables to look at.
     *
     * @param schemas the schemas whose {@code tv_} tables count; empty for all
     * @param tables the {@code tv_} tables to look at, with or without their schema; empty for all
     * @param exclude the {@code tv_} tables to leave alone, with or without their schema; {@code *} stands for any
     *     characters
     */
    public record Scope(Set<String> schemas, Set<String> tables, Set<String> exclude) {

        public Scope {
            schemas = Set.copyOf(schemas);
            tables = Set.copyOf(tables);
            exclude = Set.copyOf(exclude);
        }
    }

    /**
     * What may be done with the tables.
     *
     * @param full whether to do it all again although nothing has changed
     * @param adopt whether rows may be changed that were in a table before its first sync
     * @param keepGoing whether the failures of single tables are in the result instead of the first one being thrown;
     *     the other tables are filled either way
     */
    public record Permissions(boolean full, boolean adopt, boolean keepGoing) {}

    /**
     * How much of a sync goes on at the same time, and what may go on beside it.
     *
     * @param connections how many connections work at the same time, at the most; 1 or more
     * @param concurrentIndexes whether indexes are built without stopping writers, which takes longer
     */
    public record Concurrency(int connections, boolean concurrentIndexes) {

        public Concurrency {
            if (connections < 1) {
                throw new IllegalArgumentException("connections must be 1 or more, not " + connections);
            }
        }
    }

    /**
     * How long to wait for other sessions.
     *
     * @param whenBusy what to do when another instance is syncing
     * @param busy how long to wait for another instance
     * @param lockTimeout how long one statement may wait for a lock
     * @param lock how long a range is retried, in all, before locks of others are an error
     */
    public record Waits(WhenBusy whenBusy, Duration busy, Duration lockTimeout, Duration lock) {

        public Waits {
            Objects.requireNonNull(whenBusy, "whenBusy");
        }
    }

    public static SyncOptions defaults() {
        return new SyncOptions(
                null,
                new Scope(Set.of(), Set.of(), Set.of()),
                new Permissions(false, false, false),
                new Concurrency(Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors())), false),
                new Waits(WhenBusy.WAIT, Duration.ofHours(1), Duration.ofMillis(250), Duration.ofMinutes(5)),
                "UTC");
    }

    public Set<String> schemas() {
        return scope.schemas();
    }

    public Set<String> tables() {
        return scope.tables();
    }

    public Set<String> exclude() {
        return scope.exclude();
    }

    public boolean full() {
        return permissions.full();
    }

    public boolean adopt() {
        return permissions.adopt();
    }

    public boolean keepGoing() {
        return permissions.keepGoing();
    }

    public int connections() {
        return concurrency.connections();
    }

    public boolean concurrentIndexes() {
        return concurrency.concurrentIndexes();
    }

    public WhenBusy whenBusy() {
        return waits.whenBusy();
    }

    public Duration busyWait() {
        return waits.busy();
    }

    public Duration lockTimeout() {
        return waits.lockTimeout();
    }

    public Duration lockWait() {
        return waits.lock();
    }

    public SyncOptions withSchema(@Nullable String newSchema) {
        return new SyncOptions(newSchema, scope, permissions, concurrency, waits, timeZone);
    }

    public SyncOptions withScope(Scope newScope) {
        return new SyncOptions(schema, newScope, permissions, concurrency, waits, timeZone);
    }

    public SyncOptions withSchemas(Set<String> newSchemas) {
        return withScope(new Scope(newSchemas, tables(), exclude()));
    }

    public SyncOptions withTables(Set<String> newTables) {
        return withScope(new Scope(schemas(), newTables, exclude()));
    }

    public SyncOptions withExclude(Set<String> patterns) {
        return withScope(new Scope(schemas(), tables(), patterns));
    }

    public SyncOptions withPermissions(Permissions newPermissions) {
        return new SyncOptions(schema, scope, newPermissions, concurrency, waits, timeZone);
    }

    public SyncOptions withFull(boolean newFull) {
        return withPermissions(new Permissions(newFull, adopt(), keepGoing()));
    }

    public SyncOptions withAdopt(boolean newAdopt) {
        return withPermissions(new Permissions(full(), newAdopt, keepGoing()));
    }

    public SyncOptions withKeepGoing(boolean newKeepGoing) {
        return withPermissions(new Permissions(full(), adopt(), newKeepGoing));
    }

    public SyncOptions withConcurrency(Concurrency newConcurrency) {
        return new SyncOptions(schema, scope, permissions, newConcurrency, waits, timeZone);
    }

    public SyncOptions withConnections(int count) {
        return withConcurrency(new Concurrency(count, concurrentIndexes()));
    }

    public SyncOptions withConcurrentIndexes(boolean concurrently) {
        return withConcurrency(new Concurrency(connections(), concurrently));
    }

    public SyncOptions withWaits(Waits newWaits) {
        return new SyncOptions(schema, scope, permissions, concurrency, newWaits, timeZone);
    }

    public SyncOptions withWhenBusy(WhenBusy newWhenBusy, Duration wait) {
        return withWaits(new Waits(newWhenBusy, wait, lockTimeout(), lockWait()));
    }

    public SyncOptions withLocks(Duration timeout, Duration wait) {
        return withWaits(new Waits(whenBusy(), busyWait(), timeout, wait));
    }

    public SyncOptions withTimeZone(String zone) {
        return new SyncOptions(schema, scope, permissions, concurrency, waits, zone);
    }
}
