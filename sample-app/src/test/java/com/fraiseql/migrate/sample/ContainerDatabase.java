// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL in a container, its data in a named volume. */
final class ContainerDatabase implements LocalDatabase {

    private static final Logger log = LoggerFactory.getLogger(ContainerDatabase.class);
    private static final String IMAGE = "postgres:18-alpine";
    private static final String VOLUME = "fraiseql-migrate-sample";

    private final PostgreSQLContainer container;

    private ContainerDatabase(PostgreSQLContainer container) {
        this.container = container;
    }

    static ContainerDatabase start() {
        var container = new PostgreSQLContainer(IMAGE)
                .withCreateContainerCmdModifier(command -> Objects.requireNonNull(command.getHostConfig())
                        .withBinds(new Bind(VOLUME, new Volume("/var/lib/postgresql"))));
        container.start();
        log.info(
                "No database is configured: using {} in a container on port {}, data in the volume {};"
                        + " set SPRING_DATASOURCE_URL to use your own",
                IMAGE,
                container.getMappedPort(5432),
                VOLUME);
        return new ContainerDatabase(container);
    }

    @Override
    public String url() {
        return container.getJdbcUrl();
    }

    @Override
    public String user() {
        return container.getUsername();
    }

    @Override
    public String password() {
        return container.getPassword();
    }

    @Override
    public void close() {
        container.stop();
    }
}
