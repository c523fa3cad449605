// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

/** When Flyway and Liquibase run, if the application has them, too. */
public enum OtherTools {
    /** Before these migrations. */
    FIRST,
    /** After these migrations. */
    LAST
}
