// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static com.fraiseql.migrate.boot.autoconfigure.FraiseqlMigrateProperties.or;

import com.fraiseql.migrate.boot.MigrationMode;
import com.fraiseql.migrate.boot.MigratorNames;
import com.fraiseql.migrate.boot.autoconfigure.FraiseqlMigrateProperties.Database;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.HistoryPlace;
import com.fraiseql.migrate.options.LockOptions;
import com.fraiseql.migrate.options.MigrateOptions;
import com.fraiseql.migrate.options.Policy;
import java.util.List;

/**
 * The settings of one database, with nothing left to inherit.
 *
 * @param name the database's name
 * @param locations where its migrations are
 * @param failOnMissingLocations whether a missing location is an error
 * @param options how the engine works
 * @param mode what happens at startup
 */
record DatabaseSettings(
        String name,
        List<String> locations,
        boolean failOnMissingLocations,
        MigrateOptions options,
        MigrationMode mode) {

    static DatabaseSettings main(FraiseqlMigrateProperties properties) {
        MigrateOptions options = new MigrateOptions(
                new HistoryPlace(properties.schema(), properties.table(), properties.createSchema()),
                new LockOptions(properties.lockTimeout(), properties.lockWait(), properties.mutexWait()),
                new Policy(properties.checksumMismatch(), properties.outOfOrder(), properties.missing()),
                properties.transaction(),
                properties.timeZone(),
                properties.placeholders());
        return new DatabaseSettings(
                MigratorNames.MAIN,
                properties.locations(),
                properties.failOnMissingLocations(),
                options,
                properties.mode());
    }

    static DatabaseSettings named(FraiseqlMigrateProperties properties, String name) {
        Database own = database(properties, name);
        MigrateOptions options = new MigrateOptions(
                new HistoryPlace(
                        own.schema(),
                        or(own.table(), properties.table()),
                        or(own.createSchema(), properties.createSchema())),
                new LockOptions(
                        or(own.lockTimeout(), properties.lockTimeout()),
                        or(own.lockWait(), properties.lockWait()),
                        or(own.mutexWait(), properties.mutexWait())),
                new Policy(
                        or(own.checksumMismatch(), properties.checksumMismatch()),
                        or(own.outOfOrder(), properties.outOfOrder()),
                        or(own.missing(), properties.missing())),
                or(own.transaction(), properties.transaction()),
                or(own.timeZone(), properties.timeZone()),
                or(own.placeholders(), properties.placeholders()));
        return new DatabaseSettings(
                name,
                or(own.locations(), List.of("classpath:migrations/" + name + "/")),
                or(own.failOnMissingLocations(), properties.failOnMissingLocations()),
                options,
                or(own.mode(), properties.mode()));
    }

    static Database database(FraiseqlMigrateProperties properties, String name) {
        Database database = properties.databases().get(name);
        if (database == null) {
            throw new MigrateException(
                    FailureCode.BAD_CONFIGURATION,
                    "There is no fraiseql.migrate.databases." + name + ".",
                    "Add it, or use one of " + properties.databases().keySet() + ".");
        }
        return database;
    }
}
