// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

import com.fraiseql.migrate.projection.ivm.decide.BaseTable;
import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.List;

/** A blog with three views, and how they are maintained, written down by hand. */
public final class BlogModel {

    private BlogModel() {}

    /** Its tables, views and read tables, with some rows. */
    public static void create(TestDatabase db) {
        createEmpty(db);
        fill(db, 5, 20, 60);
    }

    /** The same without rows. */
    public static void createEmpty(TestDatabase db) {
        db.execute("""
                CREATE TABLE tb_user(id int PRIMARY KEY, name text NOT NULL, bio text);
                CREATE TABLE tb_post(id int PRIMARY KEY, author_id int NOT NULL REFERENCES tb_user, title text NOT NULL,
                  hits int NOT NULL DEFAULT 0);
                CREATE TABLE tb_comment(id int PRIMARY KEY, post_id int NOT NULL REFERENCES tb_post ON DELETE CASCADE,
                  author_id int NOT NULL REFERENCES tb_user, body text NOT NULL, flags int NOT NULL DEFAULT 0);
                CREATE TABLE tb_tag(id int PRIMARY KEY, name text NOT NULL);
                CREATE TABLE tb_post_tag(post_id int REFERENCES tb_post ON DELETE CASCADE, tag_id int REFERENCES tb_tag,
                  PRIMARY KEY(post_id, tag_id));
                CREATE TABLE tb_approval(id int PRIMARY KEY, post_id int NOT NULL REFERENCES tb_post ON DELETE CASCADE);
                CREATE INDEX ON tb_post(author_id); CREATE INDEX ON tb_comment(post_id);
                CREATE INDEX ON tb_comment(author_id);
                CREATE INDEX ON tb_post_tag(tag_id); CREATE INDEX ON tb_approval(post_id);
                CREATE VIEW v_post AS
                SELECT p.id, jsonb_build_object('id', p.id, 'title', p.title, 'author', u.name,
                  'comments', COALESCE((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'body', c.body, 'by', cu.name)
                      ORDER BY c.id)
                    FROM tb_comment c JOIN tb_user cu ON cu.id = c.author_id WHERE c.post_id = p.id), '[]'),
                  'tags', COALESCE((SELECT jsonb_agg(t.name ORDER BY t.name, t.id)
                    FROM tb_post_tag pt JOIN tb_tag t ON t.id = pt.tag_id WHERE pt.post_id = p.id), '[]'),
                  'n', (SELECT count(*) FROM tb_comment c2 WHERE c2.post_id = p.id)) AS data
                FROM tb_post p JOIN tb_user u ON u.id = p.author_id;
                CREATE VIEW v_author_stats AS
                SELECT p.author_id AS id, count(DISTINCT p.id) AS posts, count(c.id) AS comments,
                  max(c.id) AS last_comment
                FROM tb_post p LEFT JOIN tb_comment c ON c.post_id = p.id GROUP BY p.author_id;
                CREATE VIEW v_approved AS
                SELECT p.id, p.title, u.name AS author FROM tb_post p JOIN tb_user u ON u.id = p.author_id
                WHERE EXISTS (SELECT FROM tb_approval a WHERE a.post_id = p.id);
                CREATE TABLE tv_post(id int PRIMARY KEY, data jsonb NOT NULL,
                  updated_at timestamptz NOT NULL DEFAULT now());
                CREATE TABLE tv_author_stats(id int PRIMARY KEY, posts bigint, comments bigint, last_comment int,
                  updated_at timestamptz NOT NULL DEFAULT now());
                CREATE TABLE tv_approved(id int PRIMARY KEY, title text, author text,
                  updated_at timestamptz NOT NULL DEFAULT now());
                """);
    }

    /** Has all rows as they were. */
    public static void refill(TestDatabase db) {
        db.execute("BEGIN; TRUNCATE tb_user, tb_post, tb_comment, tb_tag, tb_post_tag, tb_approval;"
                + String.join(";", rows(5, 20, 60)) + "; COMMIT");
    }

    /** Some rows of each table. */
    public static void fill(TestDatabase db, int users, int posts, int comments) {
        rows(users, posts, comments).forEach(db::execute);
    }

    private static List<String> rows(int users, int posts, int comments) {
        return List.of(
                "INSERT INTO tb_user SELECT i, 'user ' || i FROM generate_series(1, " + users + ") i",
                "INSERT INTO tb_post SELECT i, 1 + i % " + users + ", 'post ' || i FROM generate_series(1, " + posts
                        + ") i",
                "INSERT INTO tb_comment SELECT i, 1 + i % " + posts + ", 1 + i % " + users
                        + ", 'comment ' || i FROM generate_series(1, " + comments + ") i",
                "INSERT INTO tb_tag SELECT i, 'tag ' || i FROM generate_series(1, 5) i",
                "INSERT INTO tb_post_tag SELECT 1 + i % " + posts + ", 1 + i % 5 FROM generate_series(1, " + posts
                        + ") i",
                "INSERT INTO tb_approval SELECT i, i FROM generate_series(1, " + posts / 2 + ") i");
    }

    public static List<Maintained> tables(TestDatabase db) {
        Bases bases = new Bases(db);
        BaseTable user = bases.of("tb_user");
        BaseTable post = bases.of("tb_post");
        BaseTable comment = bases.of("tb_comment");
        BaseTable tag = bases.of("tb_tag");
        BaseTable postTag = bases.of("tb_post_tag");
        BaseTable approval = bases.of("tb_approval");
        return List.of(
                Model.of("post")
                        .columns("id", "data")
                        .touch()
                        .reads(post, "p", "id", "title", "author_id")
                        .reads(user, "u", "id", "name")
                        .reads(comment, "c", "id", "body", "post_id", "author_id")
                        .reads(user, "cu", "id", "name")
                        .reads(postTag, "pt", "post_id", "tag_id")
                        .reads(tag, "t", "id", "name")
                        .reads(comment, "c2", "post_id")
                        .edge("cu.id = c.author_id")
                        .edge("t.id = pt.tag_id")
                        .edge("u.id = p.author_id")
                        .edge("c.post_id = key")
                        .edge("pt.post_id = key")
                        .edge("c2.post_id = key")
                        .edge("p.id = key")
                        .build(),
                Model.of("author_stats")
                        .columns("id", "posts", "comments", "last_comment")
                        .touch()
                        .reads(post, "p", "id", "author_id")
                        .reads(comment, "c", "id", "post_id")
                        .edge("c.post_id = p.id")
                        .edge("p.author_id = key")
                        .build(),
                Model.of("approved")
                        .columns("id", "title", "author")
                        .touch()
                        .reads(post, "p", "id", "title", "author_id")
                        .reads(user, "u", "id", "name")
                        .reads(approval, "a", "post_id")
                        .edge("u.id = p.author_id")
                        .edge("a.post_id = key")
                        .edge("p.id = key")
                        .build());
    }
}
