// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import com.fraiseql.migrate.history.HistoryNames;
import com.fraiseql.migrate.history.HistoryTable;
import com.fraiseql.migrate.plan.Policy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the engine works. The defaults of the whole product stand in {@link #defaults()} and nowhere else.
 *
 * @param schema the schema of the history table, as it is in the catalog; {@code null} for the one where the session sees it, and its current
 *     schema if it sees none
 * @param table the history table; its log table has {@code _log} appended, but {@code fraiseql_migrations} has {@code fraiseql_migration_log}
 * @param createSchema whether the schema of the history is created if it does not exist, the configured one or the first of the
 *     {@code search_path}; otherwise that is an error
 * @param lockTimeout how long one statement may wait for a lock that stops readers or writers ({@code docs/design.md}, 8)
 * @param lockWait how long a unit is retried, in all, before a lock timeout or deadlock is an error
 * @param mutexWait how long to wait for another migrator
 * @param policy what to do about changed, missing and out-of-order migrations
 * @param transaction what one transaction holds
 * @param timeZone the zone that migrations run in, by a name that the server knows
 * @param placeholders values for <code>${name}</code>; only these names are replaced, and never inside COPY data
 */
public record MigrateOptions(
        @Nullable String schema,
        String table,
        boolean createSchema,
        Duration lockTimeout,
        Duration lockWait,
        Duration mutexWait,
        Policy policy,
        TransactionMode transaction,
        String timeZone,
        Map<String, String> placeholders) {

    /** What one transaction holds. */
    public enum TransactionMode {
        /** Each migration is a transaction of its own, unless it has standalone statements or its own BEGIN … COMMIT. */
        MIGRATION,
        /** All pending migrations are one transaction: all of a deploy or nothing. */
        ALL
    }

    public MigrateOptions {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(timeZone, "timeZone");
        HistoryNames.check(schema, table);
        placeholders = Map.copyOf(placeholders);
    }

    public static MigrateOptions defaults() {
        return new MigrateOptions(
                null,
                HistoryTable.DEFAULT_NAME,
                false,
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Policy.defaults(),
                TransactionMode.MIGRATION,
                "UTC",
                Map.of());
    }

    public MigrateOptions withSchema(@Nullable String newSchema) {
        return new MigrateOptions(
                newSchema,
                table,
                createSchema,
                lockTimeout,
                lockWait,
                mutexWait,
                policy,
                transaction,
                timeZone,
                placeholders);
    }

    public MigrateOptions withTable(String newTable) {
        return new MigrateOptions(
                schema,
                newTable,
                createSchema,
                lockTimeout,
                lockWait,
                mutexWait,
                policy,
                transaction,
                timeZone,
                placeholders);
    }

    public MigrateOptions withCreateSchema(boolean create) {
        return new MigrateOptions(
                schema, table, create, lockTimeout, lockWait, mutexWait, policy, transaction, timeZone, placeholders);
    }

    public MigrateOptions withLockTimeout(Duration timeout) {
        return new MigrateOptions(
                schema, table, createSchema, timeout, lockWait, mutexWait, policy, transaction, timeZone, placeholders);
    }

    public MigrateOptions withLockWait(Duration wait) {
        return new MigrateOptions(
                schema, table, createSchema, lockTimeout, wait, mutexWait, policy, transaction, timeZone, placeholders);
    }

    public MigrateOptions withMutexWait(Duration wait) {
        return new MigrateOptions(
                schema, table, createSchema, lockTimeout, lockWait, wait, policy, transaction, timeZone, placeholders);
    }

    public MigrateOptions withPolicy(Policy newPolicy) {
        return new MigrateOptions(
                schema,
                table,
                createSchema,
                lockTimeout,
                lockWait,
                mutexWait,
                newPolicy,
                transaction,
                timeZone,
                placeholders);
    }

    public MigrateOptions withTransaction(TransactionMode mode) {
        return new MigrateOptions(
                schema, table, createSchema, lockTimeout, lockWait, mutexWait, policy, mode, timeZone, placeholders);
    }

    public MigrateOptions withTimeZone(String zone) {
        return new MigrateOptions(
                schema, table, createSchema, lockTimeout, lockWait, mutexWait, policy, transaction, zone, placeholders);
    }

    public MigrateOptions withPlaceholders(Map<String, String> values) {
        return new MigrateOptions(
                schema, table, createSchema, lockTimeout, lockWait, mutexWait, policy, transaction, timeZone, values);
    }
}
