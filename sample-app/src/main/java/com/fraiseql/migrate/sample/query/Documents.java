// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.query;

import java.util.Optional;
import java.util.UUID;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads documents from {@code tv_} tables, as JSON text. Single ones are cached, and evicted in every instance when a
 * commit changes them ({@code fraiseql.migrate.cascade}).
 */
@Repository
class Documents {

    private static final String ARRAY = "SELECT coalesce(jsonb_agg(data ORDER BY data->>'createdAt', id), '[]')::text ";

    private final JdbcClient jdbc;

    Documents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Cacheable("users")
    public Optional<String> user(UUID id) {
        return one(Entity.USER, id);
    }

    @Cacheable("posts")
    public Optional<String> post(UUID id) {
        return one(Entity.POST, id);
    }

    @Cacheable("comments")
    public Optional<String> comment(UUID id) {
        return one(Entity.COMMENT, id);
    }

    private Optional<String> one(Entity entity, UUID id) {
        return jdbc.sql("SELECT data::text FROM " + entity.table() + " WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    String all(Entity entity) {
        return jdbc.sql(ARRAY + "FROM " + entity.table()).query(String.class).single();
    }

    /** The documents with this field, found by the GIN index. */
    String with(Entity entity, String field, String value) {
        return jdbc.sql(ARRAY + "FROM " + entity.table()
                        + " WHERE data @> jsonb_build_object(:field::text, :value::text)")
                .param("field", field)
                .param("value", value)
                .query(String.class)
                .single();
    }
}
