// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bean names of the {@code Migrator} of each database. */
public final class MigratorNames {

    /** The name of the application's main database. */
    public static final String MAIN = "main";

    /** The bean of the main database's {@code Migrator}. */
    public static final String MAIN_BEAN = "migrator";

    private static final String SUFFIX = "Migrator";

    private MigratorNames() {}

    /**
     * The database of a {@code Migrator} bean; for a bean of the application with another name, that name.
     *
     * @param databases the names below {@code fraiseql.migrate.databases}
     */
    public static String database(String beanName, Set<String> databases) {
        if (beanName.equals(MAIN_BEAN)) {
            return MAIN;
        }
        return databases.stream()
                .filter(name -> beanName(name).equals(beanName))
                .findFirst()
                .orElse(beanName);
    }

    /**
     * The name below {@code fraiseql.migrate.databases} that a {@code Migrator} bean belongs to, {@code null} for any
     * other bean.
     */
    public static @Nullable String named(String beanName, Set<String> databases) {
        String database = database(beanName, databases);
        return databases.contains(database) ? database : null;
    }

    /** The bean name of a database's {@code Migrator}: {@code audit} has {@code auditMigrator}. */
    public static String beanName(String database) {
        return database.equals(MAIN) ? MAIN_BEAN : database + SUFFIX;
    }
}
