// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.projection;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Explicit sync: copies rows from {@code v_x} to {@code tv_x} in the transaction of the command that changed them. */
@Component
public class Projections {

    private static final String OVERWRITE =
            "ON CONFLICT (id) DO UPDATE SET data = excluded.data, updated_at = excluded.updated_at";

    private final JdbcClient jdbc;

    Projections(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes the row of {@code tv_x} what the view says now, which may be that there is none. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void sync(Entity entity, UUID id) {
        String name = entity.sqlName();
        int written = jdbc.sql(copy(name) + " WHERE id = :id " + OVERWRITE)
                .param("id", id)
                .update();
        if (written == 0) {
            jdbc.sql("DELETE FROM tv_" + name + " WHERE id = :id")
                    .param("id", id)
                    .update();
        }
        jdbc.sql("INSERT INTO sync_history (entity_type, entity_id) VALUES (:type, :id) "
                        + "ON CONFLICT (entity_type, entity_id) DO UPDATE SET synced_at = now()")
                .param("type", name)
                .param("id", id)
                .update();
    }

    private static String copy(String name) {
        return "INSERT INTO tv_%1$s (id, data, updated_at) SELECT id, data, updated_at FROM v_%1$s".formatted(name);
    }
}
