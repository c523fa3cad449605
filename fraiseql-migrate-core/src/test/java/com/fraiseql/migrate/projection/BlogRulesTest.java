// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.CascadeReport;
import com.fraiseql.migrate.projection.cascade.EntityEffect.Keys;
import com.fraiseql.migrate.projection.cascade.Rule;
import com.fraiseql.migrate.projection.cascade.Rule.Change;
import com.fraiseql.migrate.projection.cascade.TableRules;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of cascade rules share: a database for each test, a small blog, and the rules of its tables. */
abstract class BlogRulesTest {

    TestDatabase db;

    @BeforeEach
    void create() {
        db = TestDatabase.create();
    }

    @AfterEach
    void drop() {
        db.close();
    }

    void seed() {
        db.execute("""
                CREATE TABLE tb_user (id int PRIMARY KEY, name text NOT NULL, password text NOT NULL);
                CREATE TABLE tb_post (id int PRIMARY KEY, author_id int REFERENCES tb_user ON DELETE SET NULL,
                  title text NOT NULL);
                CREATE TABLE tb_comment (id int PRIMARY KEY,
                  post_id int NOT NULL REFERENCES tb_post ON DELETE CASCADE ON UPDATE CASCADE,
                  author_id int REFERENCES tb_user ON DELETE SET NULL, body text NOT NULL);
                CREATE VIEW v_user AS SELECT id, jsonb_build_object('name', name) AS data FROM tb_user;
                CREATE VIEW v_post AS SELECT p.id, jsonb_build_object('title', p.title, 'author', u.name, 'comments',
                  (SELECT jsonb_agg(c.body ORDER BY c.id) FROM tb_comment c WHERE c.post_id = p.id)) AS data
                  FROM tb_post p LEFT JOIN tb_user u ON u.id = p.author_id;
                CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);""");
    }

    CascadeReport report() {
        return new CascadeRules(db.dataSource()).report(CascadeOptions.defaults());
    }

    Rule rule(String table, Change change) {
        return rules(table).rules().stream()
                .filter(rule -> rule.change() == change)
                .findFirst()
                .orElseThrow();
    }

    Rule update(String table, String column) {
        return rules(table).rules().stream()
                .filter(rule -> rule.columns().contains(column))
                .findFirst()
                .orElseThrow();
    }

    TableRules rules(String table) {
        return report().tables().stream()
                .filter(found -> found.table().equals("public." + table))
                .findFirst()
                .orElseThrow();
    }

    /** As {@code entity: step, step}. */
    static List<String> entities(Rule rule) {
        return rule.entities().stream()
                .map(effect -> effect.entity() + ": "
                        + (effect.keys() == Keys.ALL ? "all" : String.join(", ", effect.steps())))
                .toList();
    }

    /** As {@code action table (columns)}. */
    static List<String> server(Rule rule) {
        return rule.server().stream()
                .map(effect -> effect.action() + " " + effect.table()
                        + (effect.columns().isEmpty() ? "" : " " + effect.columns()))
                .toList();
    }
}
