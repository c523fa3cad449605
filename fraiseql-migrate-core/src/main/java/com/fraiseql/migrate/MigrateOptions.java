// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import com.fraiseql.migrate.history.HistoryNames;
import com.fraiseql.migrate.history.HistoryTable;
import com.fraiseql.migrate.plan.Policy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the engine works. The defaults of the whole product stand in {@link #defaults()} and nowhere else.
 *
 * @param schema the schema of the history table, as it is in the catalog; {@code null} for the one where the session
 *     sees it, and its current schema if it sees none
 * @param table the history table; its log table has {@code _log} appended, but {@code fraiseql_migrations} has
 *     {@code fraiseql_migration_log}
 * @param createSchema whether the schema of the history is created if it does not exist, the configured one or the
 *     first of the {@code search_path}; otherwise that is an error
 * @param lockTimeout how long one statement may wait for a lock that stops readers or writers ({@code docs/design.md},
 *     8)
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
        /**
         * Each migration is a transaction of its own, unless it has standalone statements or its own BEGIN … COMMIT.
         */
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
        return with(copy -> copy.schema = newSchema);
    }

    public MigrateOptions withTable(String newTable) {
        return with(copy -> copy.table = newTable);
    }

    public MigrateOptions withCreateSchema(boolean create) {
        return with(copy -> copy.createSchema = create);
    }

    public MigrateOptions withLockTimeout(Duration timeout) {
        return with(copy -> copy.lockTimeout = timeout);
    }

    public MigrateOptions withLockWait(Duration wait) {
        return with(copy -> copy.lockWait = wait);
    }

    public MigrateOptions withMutexWait(Duration wait) {
        return with(copy -> copy.mutexWait = wait);
    }

    public MigrateOptions withPolicy(Policy newPolicy) {
        return with(copy -> copy.policy = newPolicy);
    }

    public MigrateOptions withTransaction(TransactionMode mode) {
        return with(copy -> copy.transaction = mode);
    }

    public MigrateOptions withTimeZone(String zone) {
        return with(copy -> copy.timeZone = zone);
    }

    public MigrateOptions withPlaceholders(Map<String, String> values) {
        return with(copy -> copy.placeholders = values);
    }

    private MigrateOptions with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.toOptions();
    }

    /** A copy that is being changed, so that the components are listed once. */
    private static final class Copy {

        private @Nullable String schema;
        private String table;
        private boolean createSchema;
        private Duration lockTimeout;
        private Duration lockWait;
        private Duration mutexWait;
        private Policy policy;
        private TransactionMode transaction;
        private String timeZone;
        private Map<String, String> placeholders;

        Copy(MigrateOptions options) {
            this.schema = options.schema;
            this.table = options.table;
            this.createSchema = options.createSchema;
            this.lockTimeout = options.lockTimeout;
            this.lockWait = options.lockWait;
            this.mutexWait = options.mutexWait;
            this.policy = options.policy;
            this.transaction = options.transaction;
            this.timeZone = options.timeZone;
            this.placeholders = options.placeholders;
        }

        MigrateOptions toOptions() {
            return new MigrateOptions(
                    schema,
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
    }
}
