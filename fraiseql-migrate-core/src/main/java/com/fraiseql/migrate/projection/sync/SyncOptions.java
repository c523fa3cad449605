// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a sync works. The defaults of the whole product stand in {@link #defaults()} and nowhere else.
 *
 * @param schema the schema of the state table {@code fraiseql_sync}; none for the session's current schema
 * @param schemas the schemas whose {@code tv_} tables count; empty for all
 * @param tables the {@code tv_} tables to look at, with or without their schema; empty for all
 * @param exclude the {@code tv_} tables to leave alone, with or without their schema; {@code *} stands for any
 *     characters
 * @param full whether to do it all again although nothing has changed
 * @param adopt whether rows may be changed that were in a table before its first sync
 * @param connections how many connections work at the same time, at the most; 1 or more
 * @param whenBusy what to do when another instance is syncing
 * @param busyWait how long to wait for another instance
 * @param lockTimeout how long one statement may wait for a lock
 * @param lockWait how long a range is retried, in all, before locks of others are an error
 * @param concurrentIndexes whether indexes are built without stopping writers, which takes longer
 * @param keepGoing whether the failures of single tables are in the result instead of the first one being thrown; the
 *     other tables are filled either way
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
        return with(copy -> copy.schema = newSchema);
    }

    public SyncOptions withSchemas(Set<String> newSchemas) {
        return with(copy -> copy.schemas = newSchemas);
    }

    public SyncOptions withTables(Set<String> newTables) {
        return with(copy -> copy.tables = newTables);
    }

    public SyncOptions withExclude(Set<String> patterns) {
        return with(copy -> copy.exclude = patterns);
    }

    public SyncOptions withFull(boolean newFull) {
        return with(copy -> copy.full = newFull);
    }

    public SyncOptions withAdopt(boolean newAdopt) {
        return with(copy -> copy.adopt = newAdopt);
    }

    public SyncOptions withConnections(int count) {
        return with(copy -> copy.connections = count);
    }

    public SyncOptions withWhenBusy(WhenBusy newWhenBusy, Duration wait) {
        return with(copy -> {
            copy.whenBusy = newWhenBusy;
            copy.busyWait = wait;
        });
    }

    public SyncOptions withLocks(Duration timeout, Duration wait) {
        return with(copy -> {
            copy.lockTimeout = timeout;
            copy.lockWait = wait;
        });
    }

    public SyncOptions withConcurrentIndexes(boolean concurrently) {
        return with(copy -> copy.concurrentIndexes = concurrently);
    }

    public SyncOptions withKeepGoing(boolean newKeepGoing) {
        return with(copy -> copy.keepGoing = newKeepGoing);
    }

    public SyncOptions withTimeZone(String zone) {
        return with(copy -> copy.timeZone = zone);
    }

    private SyncOptions with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.toOptions();
    }

    /** A copy that is being changed, so that the components are listed once. */
    private static final class Copy {

        private @Nullable String schema;
        private Set<String> schemas;
        private Set<String> tables;
        private Set<String> exclude;
        private boolean full;
        private boolean adopt;
        private int connections;
        private WhenBusy whenBusy;
        private Duration busyWait;
        private Duration lockTimeout;
        private Duration lockWait;
        private boolean concurrentIndexes;
        private boolean keepGoing;
        private String timeZone;

        Copy(SyncOptions options) {
            this.schema = options.schema;
            this.schemas = options.schemas;
            this.tables = options.tables;
            this.exclude = options.exclude;
            this.full = options.full;
            this.adopt = options.adopt;
            this.connections = options.connections;
            this.whenBusy = options.whenBusy;
            this.busyWait = options.busyWait;
            this.lockTimeout = options.lockTimeout;
            this.lockWait = options.lockWait;
            this.concurrentIndexes = options.concurrentIndexes;
            this.keepGoing = options.keepGoing;
            this.timeZone = options.timeZone;
        }

        SyncOptions toOptions() {
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
                    timeZone);
        }
    }
}
