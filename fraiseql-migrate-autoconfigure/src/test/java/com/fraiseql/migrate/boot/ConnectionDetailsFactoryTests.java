// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.io.support.SpringFactoriesLoader;

class ConnectionDetailsFactoryTests {

    @Test
    void theDetailsOfADockerComposeServiceAreAlsoThoseToMigrateWith() {
        var adapted = new ConnectionDetailsFactories(getClass().getClassLoader()).getConnectionDetails(details(), true);

        ConnectionDetails own = adapted.get(FraiseqlMigrateConnectionDetails.class);
        assertThat(own).isInstanceOfSatisfying(FraiseqlMigrateConnectionDetails.class, found -> {
            assertThat(found.getJdbcUrl()).isEqualTo("jdbc:postgresql://localhost:5555/compose");
            assertThat(found.getUsername()).isEqualTo("composed");
            assertThat(found.getPassword()).isEqualTo("secret");
        });
    }

    @Test
    void theFactoryForContainersIsRegistered() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader())
                        .load(ConnectionDetailsFactory.class))
                .extracting(factory -> factory.getClass().getSimpleName())
                .contains("ContainerMigrateConnectionDetailsFactory", "JdbcAdaptingConnectionDetailsFactory");
    }

    private static JdbcConnectionDetails details() {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return "composed";
            }

            @Override
            public String getPassword() {
                return "secret";
            }

            @Override
            public String getJdbcUrl() {
                return "jdbc:postgresql://localhost:5555/compose";
            }
        };
    }
}
