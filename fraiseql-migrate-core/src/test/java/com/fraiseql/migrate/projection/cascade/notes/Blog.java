// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import com.fraiseql.migrate.projection.cascade.ChangeFeed;
import com.fraiseql.migrate.projection.cascade.EntityChange;
import java.util.Set;
import java.util.TreeSet;

/** A small blog, and what a feed says about it. */
final class Blog {

    static final String SCHEMA = """
            CREATE TABLE tb_user (id int PRIMARY KEY, name text NOT NULL, email text);
            CREATE TABLE tb_post (id int PRIMARY KEY, title text,
              author_id int REFERENCES tb_user ON DELETE SET NULL);
            CREATE TABLE tb_comment (id int PRIMARY KEY, content text,
              post_id int NOT NULL REFERENCES tb_post ON DELETE CASCADE);
            CREATE VIEW v_post AS SELECT p.id, jsonb_build_object('title', p.title, 'author', u.name, 'comments',
              (SELECT jsonb_agg(c.content ORDER BY c.id) FROM tb_comment c WHERE c.post_id = p.id)) AS data
              FROM tb_post p LEFT JOIN tb_user u ON u.id = p.author_id;
            INSERT INTO tb_user VALUES (1, 'ada', 'a@x'), (2, 'bob', 'b@x');
            INSERT INTO tb_post VALUES (1, 'one', 1), (2, 'two', 1), (3, 'three', 2);
            INSERT INTO tb_comment VALUES (1, 'first', 1), (2, 'second', 3);""";

    private Blog() {}

    /** Each key that is concerned, for instance {@code post 1}; {@code post *} for all, {@code *} for everything. */
    static Set<String> changes(ChangeFeed feed) {
        ChangeFeed.Batch batch = feed.poll();
        Set<String> shown = new TreeSet<>();
        if (batch.missed()) {
            shown.add("*");
        }
        for (EntityChange change : batch.changes()) {
            if (change.everything()) {
                shown.add(change.entity().name() + " *");
            }
            change.keys().forEach(key -> shown.add(change.entity().name() + " " + String.join("/", key)));
        }
        return shown;
    }
}
