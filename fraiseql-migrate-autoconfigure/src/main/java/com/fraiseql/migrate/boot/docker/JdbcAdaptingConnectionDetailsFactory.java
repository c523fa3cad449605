// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.docker;

import com.fraiseql.migrate.boot.FraiseqlMigrateConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * Lets the details of a Docker Compose service win over {@code fraiseql.migrate.url} and {@code .user}, which are meant
 * for other environments.
 */
class JdbcAdaptingConnectionDetailsFactory
        implements ConnectionDetailsFactory<JdbcConnectionDetails, FraiseqlMigrateConnectionDetails> {

    @Override
    public FraiseqlMigrateConnectionDetails getConnectionDetails(JdbcConnectionDetails jdbc) {
        return new FraiseqlMigrateConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return jdbc.getJdbcUrl();
            }

            @Override
            public @Nullable String getUsername() {
                return jdbc.getUsername();
            }

            @Override
            public @Nullable String getPassword() {
                return jdbc.getPassword();
            }

            @Override
            public @Nullable String getDriverClassName() {
                return jdbc.getDriverClassName();
            }
        };
    }
}
