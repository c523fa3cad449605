// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * The connection for migrations, if it is not the application's main {@code DataSource}. Every part is optional: the
 * default is the main {@code DataSource}'s URL and user.
 */
public interface FraiseqlMigrateConnectionDetails extends ConnectionDetails {

    /** The JDBC URL, or {@code null} for the main {@code DataSource}'s. */
    @Nullable
    String getJdbcUrl();

    /** The database user, or {@code null} for the main {@code DataSource}'s. */
    @Nullable
    String getUsername();

    /** That user's password, or {@code null} if none is needed. */
    @Nullable
    String getPassword();

    /** The JDBC driver for the URL, or {@code null} to derive it from the URL. */
    default @Nullable String getDriverClassName() {
        return null;
    }
}
