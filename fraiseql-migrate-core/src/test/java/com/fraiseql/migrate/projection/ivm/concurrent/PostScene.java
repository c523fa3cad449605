// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.List;
import java.util.function.Consumer;

/**
 * Posts with their author, comments and tags embedded; the figures of each author, by a column that is not the table's
 * key; and the posts that have an approval. Few rows, so that sessions meet.
 */
final class PostScene {

    private static final String TABLES = """
            CREATE TABLE tb_user (id int PRIMARY KEY, name text NOT NULL, bio text);
            CREATE TABLE tb_post (id int PRIMARY KEY, author_id int NOT NULL REFERENCES tb_user, title text NOT NULL,
              hits int NOT NULL DEFAULT 0);
            CREATE TABLE tb_comment (id int PRIMARY KEY, post_id int NOT NULL REFERENCES tb_post ON DELETE CASCADE,
              author_id int NOT NULL REFERENCES tb_user, body text NOT NULL, flags int NOT NULL DEFAULT 0);
            CREATE TABLE tb_tag (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE tb_post_tag (post_id int REFERENCES tb_post ON DELETE CASCADE, tag_id int REFERENCES tb_tag,
              PRIMARY KEY (post_id, tag_id));
            CREATE TABLE tb_approval (id int PRIMARY KEY, post_id int NOT NULL REFERENCES tb_post ON DELETE CASCADE);
            CREATE INDEX ON tb_post (author_id); CREATE INDEX ON tb_comment (post_id);
            CREATE INDEX ON tb_comment (author_id); CREATE INDEX ON tb_post_tag (tag_id);
            CREATE INDEX ON tb_approval (post_id)""";

    private static final String VIEWS = """
            CREATE VIEW v_post AS SELECT p.id, jsonb_build_object('title', p.title, 'author', u.name,
              'comments', coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'body', c.body, 'by', cu.name)
                ORDER BY c.id) FROM tb_comment c JOIN tb_user cu ON cu.id = c.author_id WHERE c.post_id = p.id), '[]'),
              'tags', coalesce((SELECT jsonb_agg(t.name ORDER BY t.name, t.id) FROM tb_post_tag pt
                JOIN tb_tag t ON t.id = pt.tag_id WHERE pt.post_id = p.id), '[]'),
              'commentCount', (SELECT count(*) FROM tb_comment c2 WHERE c2.post_id = p.id)) AS data
            FROM tb_post p JOIN tb_user u ON u.id = p.author_id;
            CREATE VIEW v_author_stats AS SELECT p.author_id AS id, count(DISTINCT p.id) AS posts,
              count(c.id) AS comments, max(c.id) AS last_comment
            FROM tb_post p LEFT JOIN tb_comment c ON c.post_id = p.id GROUP BY p.author_id;
            CREATE VIEW v_approved AS SELECT p.id, p.title, u.name AS author FROM tb_post p
            JOIN tb_user u ON u.id = p.author_id WHERE EXISTS (SELECT FROM tb_approval a WHERE a.post_id = p.id);
            CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL,
              updated_at timestamptz NOT NULL DEFAULT now());
            CREATE TABLE tv_author_stats (id int PRIMARY KEY, posts bigint, comments bigint, last_comment int,
              updated_at timestamptz NOT NULL DEFAULT now());
            CREATE TABLE tv_approved (id int PRIMARY KEY, title text, author text,
              updated_at timestamptz NOT NULL DEFAULT now())""";

    private static final String ROWS = """
            INSERT INTO tb_user SELECT n, 'u' || n FROM generate_series(1, 6) n;
            INSERT INTO tb_post SELECT n, 1 + n % 4, 'p' || n FROM generate_series(1, 8) n;
            INSERT INTO tb_comment SELECT n, 1 + n % 8, 1 + n % 6, 'c' || n FROM generate_series(1, 16) n;
            INSERT INTO tb_tag SELECT n, 't' || n FROM generate_series(1, 4) n;
            INSERT INTO tb_post_tag SELECT n, 1 + n % 4 FROM generate_series(1, 8) n;
            INSERT INTO tb_approval SELECT n, n FROM generate_series(1, 4) n""";

    static final String COMMENT = "INSERT INTO tb_comment VALUES (100, 1, 2, 'x')";
    static final String OTHER_COMMENT = "INSERT INTO tb_comment VALUES (101, 1, 3, 'y')";
    static final String POST_OF_1 = "INSERT INTO tb_post VALUES (50, 1, 'new')";
    static final String RENAME_1 = "UPDATE tb_user SET name = 'changed' WHERE id = 1";
    static final String RENAME_2 = "UPDATE tb_user SET name = 'changed' WHERE id = 2";
    static final String RENAME_5 = "UPDATE tb_user SET name = 'changed' WHERE id = 5";
    static final String MOVED_POST = "UPDATE tb_post SET author_id = 6 WHERE id = 1";
    static final String MOVED_COMMENT = "UPDATE tb_comment SET post_id = 7 WHERE id = 4";
    static final String TRUNCATE = "TRUNCATE tb_approval";

    /** So many that the read tables are locked as a whole. */
    static final String ALL_COMMENTS = "UPDATE tb_comment SET body = 'changed'";

    private PostScene() {}

    static void create(TestDatabase db) {
        db.execute(TABLES, VIEWS, ROWS);
    }

    /** Only one of the read tables, so that no lock of another one stands in for its own. */
    static Consumer<TestDatabase> only(String name) {
        return db -> {
            create(db);
            for (String other : List.of("post", "author_stats", "approved")) {
                if (!other.equals(name)) {
                    db.execute("DROP VIEW v_" + other, "DROP TABLE tv_" + other);
                }
            }
        };
    }
}
