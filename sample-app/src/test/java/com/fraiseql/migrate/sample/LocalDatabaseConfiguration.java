// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.testcontainers.DockerClientFactory;

/** A database for the developer who has configured none. It keeps its data from one start to the next. */
@TestConfiguration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "spring.datasource.url", matchIfMissing = true, havingValue = "none")
class LocalDatabaseConfiguration {

    @Bean(destroyMethod = "close")
    LocalDatabase localDatabase(@Value("${sample.database.directory:target/sample-database}") Path directory) {
        return DockerClientFactory.instance().isDockerAvailable()
                ? ContainerDatabase.start()
                : EmbeddedDatabase.start(directory.toAbsolutePath().normalize());
    }

    @Bean
    JdbcConnectionDetails localConnectionDetails(LocalDatabase database) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return database.user();
            }

            @Override
            public String getPassword() {
                return database.password();
            }

            @Override
            public String getJdbcUrl() {
                return database.url();
            }
        };
    }
}
