// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.command;

import com.fraiseql.migrate.sample.projection.Entity;
import com.fraiseql.migrate.sample.projection.Projections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Commands about posts. */
@Service
class PostCommands {

    private final JdbcClient jdbc;
    private final Projections projections;

    PostCommands(JdbcClient jdbc, Projections projections) {
        this.jdbc = jdbc;
        this.projections = projections;
    }

    @Transactional
    UUID create(NewPost post) {
        UUID id = jdbc.sql("INSERT INTO tb_post (title, content, author_id, category_id)"
                        + " VALUES (:title, :content, :author, :category) RETURNING id")
                .param("title", post.title())
                .param("content", post.content())
                .param("author", post.authorId())
                .param("category", category(post.category()))
                .query(UUID.class)
                .single();
        projections.sync(Entity.POST, id);
        projections.sync(Entity.USER, post.authorId());
        return id;
    }

    /** Publishes a post; {@code false} if there is none. */
    @Transactional
    boolean publish(UUID id) {
        int updated = jdbc.sql("UPDATE tb_post SET status = 'published' WHERE id = :id")
                .param("id", id)
                .update();
        projections.sync(Entity.POST, id);
        return updated == 1;
    }

    /** Deletes a post with its comments; {@code false} if there is none. */
    @Transactional
    boolean delete(UUID id) {
        List<UUID> comments = jdbc.sql("SELECT id FROM tb_comment WHERE post_id = :id")
                .param("id", id)
                .query(UUID.class)
                .list();
        List<UUID> authors = jdbc.sql("DELETE FROM tb_post WHERE id = :id RETURNING author_id")
                .param("id", id)
                .query(UUID.class)
                .list();
        projections.sync(Entity.POST, id);
        comments.forEach(comment -> projections.sync(Entity.COMMENT, comment));
        authors.forEach(author -> projections.sync(Entity.USER, author));
        return !authors.isEmpty();
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
