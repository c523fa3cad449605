// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import com.fraiseql.migrate.testsupport.TestDatabase;

/** The seed's blog, with as many posts as a test needs. */
final class Blog {

    static final String TV_POST =
            "CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL, updated_at timestamptz NOT NULL "
                    + "DEFAULT now())";

    static final String V_POST = view("'title', p.title");

    private Blog() {}

    /** A {@code v_post} whose JSON has the given pairs. */
    static String view(String pairs) {
        return "CREATE OR REPLACE VIEW v_post AS SELECT p.id, jsonb_build_object('id', p.id, " + pairs
                + ", 'author', u.name, 'commentCount', (SELECT count(*) FROM tb_comment c WHERE c.post_id = p.id)) "
                + "AS data FROM tb_post p JOIN tb_user u ON u.id = p.author_id";
    }

    /** What the planner takes to be dear, so that it matters how often a view is evaluated. */
    static final String DEAR =
            "CREATE FUNCTION dear(t text) RETURNS text LANGUAGE sql IMMUTABLE COST 10000 AS 'SELECT t || 1'";

    /**
     * The same, counted and numbered for all posts at once, so that a range of it costs as much as the whole. Needs
     * {@link #DEAR}.
     */
    static final String V_POST_AGGREGATED = """
            CREATE OR REPLACE VIEW v_post AS SELECT p.id, jsonb_build_object('id', p.id, 'title', p.title, 'author', \
            u.name,
              'place', row_number() OVER (ORDER BY dear(p.title)), 'commentCount', coalesce(c.n, 0)) AS data
            FROM tb_post p JOIN tb_user u ON u.id = p.author_id
            LEFT JOIN (SELECT post_id, count(*) AS n FROM tb_comment GROUP BY post_id) c ON c.post_id = p.id""";

    static void create(TestDatabase db, int posts) {
        db.execute(
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
                "CREATE TABLE tb_user (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL)",
                "CREATE TABLE tb_post (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), author_id uuid NOT NULL "
                        + "REFERENCES tb_user, title text NOT NULL)",
                "CREATE TABLE tb_comment (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),"
                        + " post_id uuid NOT NULL REFERENCES tb_post ON DELETE CASCADE)",
                "INSERT INTO tb_user (name) SELECT 'User ' || n FROM generate_series(1, 10) n",
                "INSERT INTO tb_post (author_id, title) SELECT u.id, 'Post ' || n FROM generate_series(1, " + posts
                        + ") n JOIN (SELECT id, row_number() OVER () AS r FROM tb_user) u ON u.r = 1 + n % 10",
                "INSERT INTO tb_comment (post_id) SELECT id FROM tb_post",
                "CREATE INDEX ON tb_comment (post_id)",
                V_POST,
                TV_POST,
                "ANALYZE");
    }

    static void addPosts(TestDatabase db, int count) {
        db.execute(
                "INSERT INTO tb_post (author_id, title) SELECT (SELECT id FROM tb_user LIMIT 1), 'More ' || n"
                        + " FROM generate_series(1, " + count + ") n",
                "ANALYZE tb_post");
    }

    /** How many rows are in one of {@code tv_post} and {@code v_post} only, by their bytes as text. */
    static long differences(TestDatabase db) {
        return Long.parseLong(db.query("SELECT count(*) FROM (SELECT id, data::text FROM tv_post) t"
                        + " FULL JOIN (SELECT id, data::text FROM v_post) v USING (id) WHERE t.data IS "
                        + "DISTINCT FROM v.data")
                .get(0));
    }
}
