// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

/** Bean names of the {@code Migrator} of each database. */
public final class MigratorNames {

    /** The name of the application's main database. */
    public static final String MAIN = "main";

    /** The bean of the main database's {@code Migrator}. */
    public static final String MAIN_BEAN = "migrator";

    private static final String SUFFIX = "Migrator";

    private MigratorNames() {}

    /** The bean name of a database's {@code Migrator}: {@code audit} has {@code auditMigrator}. */
    public static String beanName(String database) {
        return database.equals(MAIN) ? MAIN_BEAN : database + SUFFIX;
    }
}
