// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.projection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Fills a {@code tv_} table that is still empty, once, before the application is ready. */
@Component
class InitialProjections implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(InitialProjections.class);

    private final Projections projections;
    private final JdbcClient jdbc;

    InitialProjections(Projections projections, JdbcClient jdbc) {
        this.projections = projections;
        this.jdbc = jdbc;
    }

    @Override
    public void run(ApplicationArguments args) {
        for (Entity entity : Entity.values()) {
            Boolean filled = jdbc.sql("SELECT EXISTS (SELECT FROM tv_" + entity.sqlName() + ")")
                    .query(Boolean.class)
                    .single();
            if (!filled) {
                log.info("Initial sync of tv_{}: {} rows", entity.sqlName(), projections.syncAll(entity));
            }
        }
    }
}
