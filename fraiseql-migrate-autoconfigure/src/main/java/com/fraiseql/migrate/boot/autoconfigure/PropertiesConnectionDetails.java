// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.FraiseqlMigrateConnectionDetails;
import org.jspecify.annotations.Nullable;

/** Connection details from the properties. */
final class PropertiesConnectionDetails implements FraiseqlMigrateConnectionDetails {

    private final FraiseqlMigrateProperties properties;

    PropertiesConnectionDetails(FraiseqlMigrateProperties properties) {
        this.properties = properties;
    }

    @Override
    public @Nullable String getJdbcUrl() {
        return properties.url();
    }

    @Override
    public @Nullable String getUsername() {
        return properties.user();
    }

    @Override
    public @Nullable String getPassword() {
        return properties.password();
    }

    @Override
    public @Nullable String getDriverClassName() {
        return properties.driverClassName();
    }
}
