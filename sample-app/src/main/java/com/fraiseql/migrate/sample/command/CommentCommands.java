// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.command;

import com.fraiseql.migrate.sample.projection.Entity;
import com.fraiseql.migrate.sample.projection.Projections;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Commands about comments. */
@Service
class CommentCommands {

    private final JdbcClient jdbc;
    private final Projections projections;

    CommentCommands(JdbcClient jdbc, Projections projections) {
        this.jdbc = jdbc;
        this.projections = projections;
    }

    @Transactional
    UUID create(NewComment comment) {
        UUID id = jdbc.sql("INSERT INTO tb_comment (post_id, author_id, content)"
                        + " VALUES (:post, :author, :content) RETURNING id")
                .param("post", comment.postId())
                .param("author", comment.authorId())
                .param("content", comment.content())
                .query(UUID.class)
                .single();
        projections.sync(Entity.COMMENT, id);
        projections.sync(Entity.POST, comment.postId());
        return id;
    }
}
