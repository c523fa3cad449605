// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.options;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How the engine works.
 *
 * @param history where the history is
 * @param locks how long to wait for other sessions
 * @param policy what to do about changed, missing and out-of-order migrations
 * @param transaction what one transaction holds
 * @param timeZone the zone that migrations run in, by a name that the server knows
 * @param placeholders values for <code>${name}</code>; only these names are replaced, and never inside COPY data
 * @param lint how pending migrations are reviewed before they run
 */
public record MigrateOptions(
        HistoryPlace history,
        LockOptions locks,
        Policy policy,
        TransactionMode transaction,
        String timeZone,
        Map<String, String> placeholders,
        LintOptions lint) {

    public MigrateOptions {
        Objects.requireNonNull(timeZone, "timeZone");
        placeholders = Map.copyOf(placeholders);
    }

    public static MigrateOptions defaults() {
        return new MigrateOptions(
                HistoryPlace.defaults(),
                LockOptions.defaults(),
                Policy.defaults(),
                TransactionMode.MIGRATION,
                "UTC",
                Map.of(),
                LintOptions.defaults());
    }

    /** Whether all pending migrations are to run in one transaction. */
    public boolean allInOne() {
        return transaction == TransactionMode.ALL;
    }

    public MigrateOptions withHistory(HistoryPlace place) {
        return new MigrateOptions(place, locks, policy, transaction, timeZone, placeholders, lint);
    }

    public MigrateOptions withSchema(@Nullable String schema) {
        return withHistory(history.withSchema(schema));
    }

    public MigrateOptions withTable(String table) {
        return withHistory(history.withTable(table));
    }

    public MigrateOptions withCreateSchema(boolean create) {
        return withHistory(history.withCreateSchema(create));
    }

    public MigrateOptions withLocks(UnaryOperator<LockOptions> change) {
        return new MigrateOptions(history, change.apply(locks), policy, transaction, timeZone, placeholders, lint);
    }

    public MigrateOptions withLockTimeout(Duration timeout) {
        return withLocks(options -> options.withLockTimeout(timeout));
    }

    public MigrateOptions withLockWait(Duration wait) {
        return withLocks(options -> options.withLockWait(wait));
    }

    public MigrateOptions withMutexWait(Duration wait) {
        return withLocks(options -> options.withMutexWait(wait));
    }

    public MigrateOptions withPolicy(Policy newPolicy) {
        return new MigrateOptions(history, locks, newPolicy, transaction, timeZone, placeholders, lint);
    }

    public MigrateOptions withTransaction(TransactionMode mode) {
        return new MigrateOptions(history, locks, policy, mode, timeZone, placeholders, lint);
    }

    public MigrateOptions withTimeZone(String zone) {
        return new MigrateOptions(history, locks, policy, transaction, zone, placeholders, lint);
    }

    public MigrateOptions withPlaceholders(Map<String, String> values) {
        return new MigrateOptions(history, locks, policy, transaction, timeZone, values, lint);
    }

    public MigrateOptions withLint(LintOptions options) {
        return new MigrateOptions(history, locks, policy, transaction, timeZone, placeholders, options);
    }
}
