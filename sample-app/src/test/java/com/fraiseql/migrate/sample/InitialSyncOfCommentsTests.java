// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/** A query side that is added, and changed, while there are 100,000 comments. */
class InitialSyncOfCommentsTests {

    private static final int COMMENTS = 100_000;

    @TempDir
    private Path later;

    private TestDatabase db;

    @BeforeEach
    void create() {
        db = TestDatabase.create();
    }

    @AfterEach
    void drop() {
        db.close();
    }

    @Test
    void tvCommentIsCompleteBeforeTheFirstRequestAndReadersOfARebuildSeeWholeRows() throws Exception {
        start(null).close();
        db.execute(
                "INSERT INTO tb_post (title, content, author_id) SELECT 'T', 'C', u.id"
                        + " FROM (SELECT id FROM tb_user LIMIT 1) u, generate_series(1, 1000)",
                "INSERT INTO tb_comment (post_id, author_id, content) SELECT p.id, p.author_id, 'Comment ' || n"
                        + " FROM (SELECT * FROM tb_post WHERE title = 'T') p, generate_series(1, " + COMMENTS / 1000
                        + ") n");

        migration("060_query_side_of_comments.sql", """
                DROP TABLE tv_comment;
                CREATE TABLE tv_comment (
                    id UUID PRIMARY KEY,
                    data JSONB NOT NULL,
                    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
                );
                CREATE INDEX idx_tv_comment_data ON tv_comment USING GIN(data);
                """);
        List<String> complete = new ArrayList<>();
        start(event -> complete.addAll(db.query("SELECT count(*) FROM tv_comment")))
                .close();
        assertThat(complete).containsExactly(Integer.toString(COMMENTS));

        migration("061_comments_have_a_version.sql", """
                CREATE OR REPLACE VIEW v_comment AS
                SELECT c.id, jsonb_build_object('id', c.id, 'content', c.content, 'version', 2, 'again', 2) AS data, \
                c.updated_at
                FROM tb_comment c;
                """);
        Queue<String> problems = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread reader = new Thread(() -> read(over, problems));
        reader.start();
        try {
            start(null).close();
        } finally {
            over.set(true);
            reader.join();
        }
        assertThat(problems).isEmpty();
        assertThat(db.query("SELECT count(*) FROM tv_comment t JOIN v_comment v USING (id) WHERE t.data = v.data"))
                .containsExactly(Integer.toString(COMMENTS));
        db.execute("UPDATE tb_comment SET content = 'changed' WHERE content = 'Comment 7'");
        assertThat(db.query("SELECT count(*) FROM tv_comment WHERE data ->> 'content' = 'changed'"))
                .containsExactly("1000");
    }

    private void read(AtomicBoolean over, Queue<String> problems) {
        try (Connection connection = db.connect();
                var statement = connection.createStatement()) {
            while (!over.get()) {
                try (var rows =
                        statement.executeQuery("SELECT count(*), count(*) FILTER (WHERE data ->> 'content' IS NULL OR"
                                + " data -> 'version' IS DISTINCT FROM data -> 'again') FROM tv_comment")) {
                    rows.next();
                    if (rows.getInt(1) != COMMENTS || rows.getInt(2) != 0) {
                        problems.add(rows.getInt(1) + " rows, " + rows.getInt(2) + " torn");
                    }
                }
            }
        } catch (SQLException e) {
            problems.add(e.toString());
        }
    }

    private void migration(String name, String sql) throws IOException {
        Files.writeString(later.resolve(name), sql);
    }

    private ConfigurableApplicationContext start(
            @org.jspecify.annotations.Nullable ApplicationListener<ApplicationStartedEvent> listener) {
        SpringApplicationBuilder application =
                new SpringApplicationBuilder(BlogApplication.class).web(WebApplicationType.NONE);
        if (listener != null) {
            application.listeners(listener);
        }
        return application.run(
                "--spring.datasource.url=" + db.url(),
                "--spring.datasource.username=" + db.user(),
                "--spring.datasource.password=" + db.password(),
                "--fraiseql.migrate.locations=classpath:migrations/," + later.toUri());
    }
}
