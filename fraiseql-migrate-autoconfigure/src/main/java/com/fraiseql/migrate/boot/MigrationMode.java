// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

/** What happens to pending migrations when the application starts. */
public enum MigrationMode {
    /** Apply them. */
    UP,
    /** Refuse to start while any is pending, changed or missing; for applications whose migrations run elsewhere. */
    VALIDATE,
    /** Leave the database alone. */
    OFF
}
