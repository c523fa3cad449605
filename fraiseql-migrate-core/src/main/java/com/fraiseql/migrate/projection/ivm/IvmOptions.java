// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be chosen about incremental maintenance.
 *
 * @param schema the schema of the queue, the functions and the registry; {@code null} for the session's current one
 * @param scope the read tables that count
 * @param isolation the transactions that may write to the base tables
 * @param locks how fine the locks of maintainers are
 * @param mostKeys the number of keys or links of one transaction above which a table is locked as a whole; 1 or more
 * @param waits how long to wait for locks while triggers are created
 * @param timeZone the time zone that views are evaluated in, as for the sync
 */
public record IvmOptions(
        @Nullable String schema,
        SyncOptions.Scope scope,
        Isolation isolation,
        Locks locks,
        int mostKeys,
        Waits waits,
        String timeZone) {

    public IvmOptions {
        if (mostKeys < 1) {
            throw new IllegalArgumentException("mostKeys must be 1 or more, not " + mostKeys);
        }
    }

    /** The transactions that may write to the base tables of a maintained table. */
    public enum Isolation {
        /** Only those at READ COMMITTED; the writing statements of others are refused. */
        READ_COMMITTED,
        /** All: guard rows make a transaction fail with 40001 that would otherwise leave a stale row. */
        ANY
    }

    /** How fine the locks of maintainers are. */
    public enum Locks {
        /** Links and keys: transactions that change different keys do not wait for each other. */
        EDGES,
        /** The whole read table, from the maintenance at COMMIT until the transaction has ended. */
        TABLE
    }

    /**
     * How long to wait for other sessions.
     *
     * @param lockTimeout how long one attempt may wait for a lock
     * @param lockWait how long is retried in all
     */
    public record Waits(Duration lockTimeout, Duration lockWait) {}

    public static IvmOptions defaults() {
        return new IvmOptions(
                null,
                new SyncOptions.Scope(Set.of(), Set.of(), Set.of()),
                Isolation.READ_COMMITTED,
                Locks.EDGES,
                64,
                new Waits(Duration.ofMillis(250), Duration.ofMinutes(5)),
                "UTC");
    }

    public IvmOptions withSchema(@Nullable String newSchema) {
        return new IvmOptions(newSchema, scope, isolation, locks, mostKeys, waits, timeZone);
    }

    public IvmOptions withScope(SyncOptions.Scope newScope) {
        return new IvmOptions(schema, newScope, isolation, locks, mostKeys, waits, timeZone);
    }

    public IvmOptions withTables(Set<String> tables) {
        return withScope(new SyncOptions.Scope(scope.schemas(), tables, scope.exclude()));
    }

    public IvmOptions withIsolation(Isolation newIsolation) {
        return new IvmOptions(schema, scope, newIsolation, locks, mostKeys, waits, timeZone);
    }

    public IvmOptions withLocks(Locks newLocks) {
        return new IvmOptions(schema, scope, isolation, newLocks, mostKeys, waits, timeZone);
    }

    public IvmOptions withMostKeys(int newMostKeys) {
        return new IvmOptions(schema, scope, isolation, locks, newMostKeys, waits, timeZone);
    }

    public IvmOptions withWaits(Waits newWaits) {
        return new IvmOptions(schema, scope, isolation, locks, mostKeys, newWaits, timeZone);
    }

    public IvmOptions withTimeZone(String zone) {
        return new IvmOptions(schema, scope, isolation, locks, mostKeys, waits, zone);
    }
}
