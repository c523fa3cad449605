// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.command;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Commands about comments. */
@Service
class CommentCommands {

    private final JdbcClient jdbc;

    CommentCommands(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    UUID create(NewComment comment) {
        return jdbc.sql("INSERT INTO tb_comment (post_id, author_id, content)"
                        + " VALUES (:post, :author, :content) RETURNING id")
                .param("post", comment.postId())
                .param("author", comment.authorId())
                .param("content", comment.content())
                .query(UUID.class)
                .single();
    }
}
