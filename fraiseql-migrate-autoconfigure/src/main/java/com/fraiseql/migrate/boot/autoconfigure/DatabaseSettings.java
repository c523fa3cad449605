// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static com.fraiseql.migrate.boot.autoconfigure.FraiseqlMigrateProperties.or;

import com.fraiseql.migrate.boot.MigrationMode;
import com.fraiseql.migrate.boot.MigratorNames;
import com.fraiseql.migrate.boot.autoconfigure.FraiseqlMigrateProperties.Database;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.MigrateOptions;
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
        return new DatabaseSettings(
                MigratorNames.MAIN,
                properties.locations(),
                properties.failOnMissingLocations(),
                properties.options(),
                properties.mode());
    }

    static DatabaseSettings named(FraiseqlMigrateProperties properties, String name) {
        Database own = database(properties, name);
        return new DatabaseSettings(
                name,
                or(own.locations(), List.of("classpath:migrations/" + name + "/")),
                or(own.failOnMissingLocations(), properties.failOnMissingLocations()),
                own.options(properties.options()),
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
