// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where migrations connect to, if not to the application's main {@code DataSource}. Every part may be missing: without
 * a URL the main one is used, without a user the main one's.
 */
public interface FraiseqlMigrateConnectionDetails extends ConnectionDetails {

    /** The JDBC URL, or {@code null} to go where the main {@code DataSource} goes. */
    @Nullable
    String getJdbcUrl();

    /** The database user, or {@code null} for the main {@code DataSource}'s. */
    @Nullable
    String getUsername();

    /** That user's password, or {@code null} if none is needed. */
    @Nullable
    String getPassword();

    /** The JDBC driver for the URL, or {@code null} to find it by the URL. */
    default @Nullable String getDriverClassName() {
        return null;
    }
}
