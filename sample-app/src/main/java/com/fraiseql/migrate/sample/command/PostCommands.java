// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.command;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Commands about posts. */
@Service
class PostCommands {

    private final JdbcClient jdbc;

    PostCommands(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    UUID create(NewPost post) {
        return jdbc.sql("INSERT INTO tb_post (title, content, author_id, category_id)"
                        + " VALUES (:title, :content, :author, :category) RETURNING id")
                .param("title", post.title())
                .param("content", post.content())
                .param("author", post.authorId())
                .param("category", category(post.category()))
                .query(UUID.class)
                .single();
    }

    /** Publishes a post, and gives its document as it will be read; nothing if there is none. */
    @Transactional
    Optional<String> publish(UUID id) {
        int updated = jdbc.sql("UPDATE tb_post SET status = 'published' WHERE id = :id")
                .param("id", id)
                .update();
        if (updated == 0) {
            return Optional.empty();
        }
        // tv_post follows when the transaction commits; to read it here, it has to follow now
        jdbc.sql("SELECT fraiseql_ivm_flush()").query().listOfRows();
        return jdbc.sql("SELECT data::text FROM tv_post WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** Deletes a post with its comments; {@code false} if there is none. */
    @Transactional
    boolean delete(UUID id) {
        return jdbc.sql("DELETE FROM tb_post WHERE id = :id").param("id", id).update() == 1;
    }

    private @Nullable UUID category(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return jdbc.sql("INSERT INTO tb_category (name) VALUES (:name)"
                        + " ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id")
                .param("name", name)
                .query(UUID.class)
                .single();
    }
}
