// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;
import org.springframework.boot.sql.init.dependency.DatabaseInitializerDetector;

/**
 * Tells Spring Boot that {@link MigrationInitializer} initializes the database. Its order is behind Flyway's 1 and before
 * that of SQL scripts, so that {@code data.sql} finds the schema.
 */
class MigrationInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector
        implements DatabaseInitializerDetector {

    static final int ORDER = 2;

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(MigrationInitializer.class);
    }

    @Override
    public int getOrder() {
        return ORDER;
    }
}
