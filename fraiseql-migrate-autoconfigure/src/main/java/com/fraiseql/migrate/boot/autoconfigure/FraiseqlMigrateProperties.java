// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.MigrationMode;
import com.fraiseql.migrate.boot.OtherTools;
import com.fraiseql.migrate.options.HistoryPlace;
import com.fraiseql.migrate.options.LintOptions;
import com.fraiseql.migrate.options.LockOptions;
import com.fraiseql.migrate.options.MigrateOptions;
import com.fraiseql.migrate.options.Policy;
import com.fraiseql.migrate.options.Policy.OutOfOrder;
import com.fraiseql.migrate.options.Policy.Reaction;
import com.fraiseql.migrate.options.TransactionMode;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code fraiseql.migrate.*}. What is not set is as in {@link MigrateOptions#defaults()} and
 * {@link SyncOptions#defaults()}. Defaults are values here and not texts in annotations, since converting texts took
 * half of the binding's time at every start. The metadata repeat them, and a test compares both.
 *
 * @param enabled Whether migrations are auto-configured at all.
 * @param locations Folders with migrations, as Spring resource locations. Every jar and directory of the class path is
 *     searched.
 * @param failOnMissingLocations Whether the application fails to start if a location does not exist.
 * @param schema Schema of the history table. If not set, the one where the session sees it, and its current schema if
 *     it sees none.
 * @param table Name of the history table.
 * @param createSchema Whether to create the schema of the history table if it does not exist.
 * @param lockTimeout How long one statement may wait for a table lock that stops readers or writers.
 * @param lockWait How long a statement is retried in total before a lock timeout or a deadlock is an error.
 * @param mutexWait How long to wait for another migrator on the same database.
 * @param checksumMismatch What to do if the file of an applied migration has been edited.
 * @param outOfOrder What to do with a pending migration that is older than the newest applied one.
 * @param missing What to do if an applied migration that is older than a local one has no file.
 * @param transaction What one transaction holds.
 * @param timeZone Time zone that migrations and the filling of the tv_ tables run in, by a name that the server knows.
 * @param placeholders Values of placeholders, by name. Nothing is replaced if none is configured.
 * @param lint Settings of the review of pending migrations.
 * @param mode What to do with pending migrations when the application starts.
 * @param otherTools When Flyway and Liquibase run, where they are configured too. Before these migrations, with a
 *     warning, if not set.
 * @param exitAfterRun Whether to end the application once the migrations have run, as a job or init container should.
 * @param url URL to migrate with, JDBC's or libpq's, if it is not the application's own.
 * @param user Database user to migrate with, if it is not the application's own.
 * @param password Password of the database user to migrate with.
 * @param driverClassName JDBC driver for the URL. Found by the URL if not set.
 * @param endpoint Settings of the actuator endpoint.
 * @param sync Settings of the filling of the tv_ tables.
 * @param ivm Settings of the incremental maintenance of the tv_ tables.
 * @param cascade Settings of the eviction from caches.
 * @param databases Further databases with migrations of their own, by name.
 */
@ConfigurationProperties(FraiseqlMigrateProperties.PREFIX)
record FraiseqlMigrateProperties(
        @DefaultValue("true") boolean enabled,
        List<String> locations,
        @DefaultValue("true") boolean failOnMissingLocations,
        @Nullable String schema,
        String table,
        boolean createSchema,
        Duration lockTimeout,
        Duration lockWait,
        Duration mutexWait,
        Reaction checksumMismatch,
        OutOfOrder outOfOrder,
        Reaction missing,
        TransactionMode transaction,
        String timeZone,
        Map<String, String> placeholders,
        @NestedConfigurationProperty LintProperties lint,
        MigrationMode mode,
        @Nullable OtherTools otherTools,
        boolean exitAfterRun,
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String driverClassName,
        Endpoint endpoint,
        @NestedConfigurationProperty SyncProperties sync,
        @NestedConfigurationProperty IvmProperties ivm,
        @NestedConfigurationProperty CascadeProperties cascade,
        Map<String, Database> databases) {

    static final String PREFIX = "fraiseql.migrate";

    /** The binder passes null for what is not set. */
    FraiseqlMigrateProperties {
        MigrateOptions defaults = MigrateOptions.defaults();
        Policy policy = defaults.policy();
        locations = or(locations, List.of("classpath:migrations/"));
        table = or(table, defaults.history().table());
        lockTimeout = or(lockTimeout, defaults.locks().lockTimeout());
        lockWait = or(lockWait, defaults.locks().lockWait());
        mutexWait = or(mutexWait, defaults.locks().mutexWait());
        checksumMismatch = or(checksumMismatch, policy.checksumMismatch());
        outOfOrder = or(outOfOrder, policy.outOfOrder());
        missing = or(missing, policy.missing());
        transaction = or(transaction, defaults.transaction());
        timeZone = or(timeZone, defaults.timeZone());
        placeholders = or(placeholders, defaults.placeholders());
        lint = lint == null ? new LintProperties(null, null, null, null, null) : lint;
        mode = or(mode, MigrationMode.UP);
        endpoint = endpoint == null ? new Endpoint(null, false) : endpoint;
        sync = sync == null
                ? new SyncProperties(null, null, null, null, null, null, null, null, null, null, false)
                : sync;
        ivm = ivm == null ? new IvmProperties(null, null, null, null) : ivm;
        cascade = cascade == null ? new CascadeProperties(null, null, null) : cascade;
        databases = or(databases, Map.of());
    }

    /** How the engine works for the main database. */
    MigrateOptions options() {
        return new MigrateOptions(
                new HistoryPlace(schema, table, createSchema),
                new LockOptions(lockTimeout, lockWait, mutexWait),
                new Policy(checksumMismatch, outOfOrder, missing),
                transaction,
                timeZone,
                placeholders,
                new LintOptions(lint.mode(), lint.failOn(), lint.levels(), lint.serverVersion(), lint.smallTable()));
    }

    /** The value, or its default if it is not set. */
    static <T> T or(@Nullable T set, T otherwise) {
        return set == null ? otherwise : set;
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "FraiseqlMigrateProperties[locations=%s, table=%s, mode=%s, databases=%s]"
                .formatted(locations, table, mode, databases.keySet());
    }

    /**
     * Settings of the actuator endpoint.
     *
     * @param cacheTimeToLive How long the database's answer is reused by the endpoint, the health and the metrics.
     * @param showSql Whether to show the SQL of statements and rollbacks.
     */
    record Endpoint(Duration cacheTimeToLive, boolean showSql) {

        Endpoint(@Nullable Duration cacheTimeToLive, boolean showSql) {
            this.cacheTimeToLive = or(cacheTimeToLive, Duration.ofSeconds(10));
            this.showSql = showSql;
        }
    }

    /**
     * One further database. What is not set is as for the main database, except where it connects to.
     *
     * @param dataSource Name of the DataSource bean to migrate.
     * @param url URL to migrate with, JDBC's or libpq's, if no DataSource bean is named.
     * @param user Database user to migrate with.
     * @param password Password of the database user to migrate with.
     * @param driverClassName JDBC driver for the URL. Found by the URL if not set.
     * @param locations Folders with migrations, as Spring resource locations. A folder with the database's name in
     *     classpath:migrations/ if not set.
     * @param failOnMissingLocations Whether the application fails to start if a location does not exist.
     * @param schema Schema of the history table. If not set, the one where the session sees it, and its current schema
     *     if it sees none.
     * @param table Name of the history table.
     * @param createSchema Whether to create the schema of the history table if it does not exist.
     * @param lockTimeout How long one statement may wait for a table lock that stops readers or writers.
     * @param lockWait How long a statement is retried in total before a lock timeout or a deadlock is an error.
     * @param mutexWait How long to wait for another migrator on the same database.
     * @param checksumMismatch What to do if the file of an applied migration has been edited.
     * @param outOfOrder What to do with a pending migration that is older than the newest applied one.
     * @param missing What to do if an applied migration that is older than a local one has no file.
     * @param transaction What one transaction holds.
     * @param timeZone Time zone that migrations run in, by a name that the server knows.
     * @param placeholders Values of placeholders, by name. Those of the main database if not set.
     * @param mode What to do with pending migrations when the application starts.
     */
    record Database(
            @Nullable String dataSource,
            @Nullable String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable String driverClassName,
            @Nullable List<String> locations,
            @Nullable Boolean failOnMissingLocations,
            @Nullable String schema,
            @Nullable String table,
            @Nullable Boolean createSchema,
            @Nullable Duration lockTimeout,
            @Nullable Duration lockWait,
            @Nullable Duration mutexWait,
            @Nullable Reaction checksumMismatch,
            @Nullable OutOfOrder outOfOrder,
            @Nullable Reaction missing,
            @Nullable TransactionMode transaction,
            @Nullable String timeZone,
            @Nullable Map<String, String> placeholders,
            @Nullable MigrationMode mode) {

        /**
         * How the engine works for this database.
         *
         * @param main what holds where nothing is set, the schema apart
         */
        MigrateOptions options(MigrateOptions main) {
            HistoryPlace place = main.history();
            LockOptions locks = main.locks();
            Policy policy = main.policy();
            return new MigrateOptions(
                    new HistoryPlace(schema, or(table, place.table()), or(createSchema, place.createSchema())),
                    new LockOptions(
                            or(lockTimeout, locks.lockTimeout()),
                            or(lockWait, locks.lockWait()),
                            or(mutexWait, locks.mutexWait())),
                    new Policy(
                            or(checksumMismatch, policy.checksumMismatch()),
                            or(outOfOrder, policy.outOfOrder()),
                            or(missing, policy.missing())),
                    or(transaction, main.transaction()),
                    or(timeZone, main.timeZone()),
                    or(placeholders, main.placeholders()),
                    main.lint());
        }

        /** Never shows the password. */
        @Override
        public String toString() {
            return "Database[dataSource=%s, locations=%s, mode=%s]".formatted(dataSource, locations, mode);
        }
    }
}
