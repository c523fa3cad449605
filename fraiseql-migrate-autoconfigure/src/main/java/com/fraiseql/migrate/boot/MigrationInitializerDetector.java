// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;
import org.springframework.boot.sql.init.dependency.DatabaseInitializerDetector;
import org.springframework.core.env.Environment;

/**
 * Tells Spring Boot that {@link MigrationInitializer} initializes the database. Its order is after Flyway's 0 and 1 and
 * Liquibase's 0, or before them if {@link OtherTools#LAST} is configured, and before that of SQL scripts, so that
 * {@code data.sql} finds the schema.
 */
class MigrationInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector
        implements DatabaseInitializerDetector {

    static final String PROPERTY = "fraiseql.migrate.other-tools";

    private static final int AFTER_OTHERS = 2;
    private static final int BEFORE_OTHERS = -1;

    private final int order;

    MigrationInitializerDetector(Environment environment) {
        boolean last = OtherTools.LAST
                .name()
                .equalsIgnoreCase(environment.getProperty(PROPERTY, "").strip());
        this.order = last ? BEFORE_OTHERS : AFTER_OTHERS;
    }

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(MigrationInitializer.class);
    }

    @Override
    public int getOrder() {
        return order;
    }
}
