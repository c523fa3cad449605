// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Views over the tables of a blog, analysed together. A view's columns after its key decide the columns of its tv_. */
final class ViewsOfABlog implements AutoCloseable {

    private static final String TABLES = """
            CREATE TABLE tb_tenant (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE tb_user (id uuid PRIMARY KEY, tenant_id int NOT NULL, name text NOT NULL, bio text,
            score numeric,
              balance numeric(12, 2), rating float8, manager_id uuid REFERENCES tb_user);
            CREATE TABLE tb_post (id uuid PRIMARY KEY, tenant_id int NOT NULL, author_id uuid NOT NULL, editor_id uuid,
              title text NOT NULL, slug text NOT NULL UNIQUE, hits int, created_at timestamptz NOT NULL);
            CREATE TABLE tb_comment (id bigint PRIMARY KEY, post_id uuid NOT NULL, author_id uuid, body text,
              created_at timestamptz NOT NULL);
            CREATE TABLE tb_tag (id int PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE tb_post_tag (post_id uuid, tag_id int, PRIMARY KEY (post_id, tag_id));
            CREATE TABLE tb_category (id int PRIMARY KEY, parent_id int REFERENCES tb_category, name text NOT NULL);
            CREATE TABLE tb_order (tenant_id int, id int, customer text, PRIMARY KEY (tenant_id, id));
            CREATE TABLE tb_item (tenant_id int, order_id int, line int, qty int, price numeric(10, 2),
              PRIMARY KEY (tenant_id, order_id, line));
            CREATE TABLE tb_setting (key text PRIMARY KEY, value text);
            CREATE TABLE "tb_Odd name" ("Key" int PRIMARY KEY, "a (b} \\c" text, post_id uuid);
            CREATE MATERIALIZED VIEW mv_tag AS SELECT * FROM tb_tag;
            CREATE FUNCTION reads() RETURNS bigint STABLE LANGUAGE sql AS 'SELECT count(*) FROM tb_tag';
            CREATE FUNCTION pure(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT upper($1)';""";

    private final TestDatabase database = TestDatabase.create();
    private final Map<String, Decision> decisions;

    /**
     * Creates them.
     *
     * @param views by the name of the entity, the SELECT of the view; its first column is the key unless there is a
     *     note {@code key: a, b} at its end
     */
    ViewsOfABlog(Map<String, String> views) {
        database.execute(TABLES);
        views.forEach(this::create);
        decisions = Analyses.of(database).stream()
                .collect(Collectors.toMap(
                        decision -> decision.verdict().table().replaceFirst("^public\\.tv_", ""),
                        decision -> decision));
    }

    private void create(String entity, String text) {
        String[] parts = text.split(" key: ", -1);
        database.execute("CREATE VIEW v_" + entity + " AS " + parts[0]);
        String key = parts.length > 1
                ? parts[1]
                : database.query("SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = 'v_" + entity
                                + "'::regclass AND attnum = 1")
                        .get(0);
        database.execute(
                "CREATE TABLE tv_" + entity + " AS SELECT * FROM v_" + entity + " WITH NO DATA",
                "ALTER TABLE tv_" + entity + " ADD PRIMARY KEY (" + key + ")");
    }

    Decision of(String entity) {
        Decision decision = decisions.get(entity);
        if (decision == null) {
            throw new IllegalArgumentException(entity + " is not among " + decisions.keySet());
        }
        return decision;
    }

    /** The paths of a view, as {@code alias: column = column, column = key}. */
    List<String> paths(String entity) {
        return of(entity).verdict().finding().paths().stream()
                .map(path -> path.alias() + ": " + String.join(", ", path.steps()))
                .toList();
    }

    /** The columns that a view uses of each table. */
    Map<String, List<String>> columns(String entity) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        of(entity).verdict().finding().paths().forEach(path -> columns.put(path.alias(), path.columns()));
        return columns;
    }

    TestDatabase database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
    }
}
