// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.CascadeRules;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why lookups are made after the commit ({@code docs/design.md}, section 15). */
class LookupTests {

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestDatabase.create();
        database.execute("""
                CREATE TABLE tb_user (id int PRIMARY KEY, name text);
                CREATE TABLE tb_post (id int PRIMARY KEY, title text);
                CREATE TABLE tb_comment (id int PRIMARY KEY, post_id int, author_id int);
                CREATE VIEW v_post AS SELECT p.id, (SELECT jsonb_agg(u.name ORDER BY c.id) FROM tb_comment c
                  JOIN tb_user u ON u.id = c.author_id WHERE c.post_id = p.id) AS authors FROM tb_post p;
                INSERT INTO tb_user VALUES (1, 'ada');
                INSERT INTO tb_post VALUES (1, 'one'), (2, 'two');
                INSERT INTO tb_comment VALUES (1, 1, 1);""");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    /** The posts that a changed row concerns, as a session sees it now. */
    private Set<String> posts(Database session, String table, String column, String values) throws SQLException {
        KeySource source = new CascadeRules(database.dataSource())
                .keyPlans(CascadeOptions.defaults()).stream()
                        .filter(plan -> plan.entity().name().equals("post"))
                        .flatMap(plan -> plan.sources().stream())
                        .filter(found -> found.table().equals(table))
                        .findFirst()
                        .orElseThrow();
        Set<String> keys = new TreeSet<>();
        for (KeyLookup lookup : source.lookups()) {
            assertThat(lookup.columns()).containsExactly(column);
            session.rows(lookup.sql().replace("$1", "ARRAY[" + values + "]"))
                    .forEach(row -> keys.add(String.valueOf(row.get(0))));
        }
        return keys;
    }

    @Test
    void aCommentThatMovesWhileItsAuthorIsRenamedIsFoundByTheLookupAfterTheLaterCommit() throws SQLException {
        try (Database moving = new Database(database);
                Database renaming = new Database(database)) {
            moving.execute("BEGIN");
            moving.execute("UPDATE tb_comment SET post_id = 2");
            renaming.execute("BEGIN");
            renaming.execute("UPDATE tb_user SET name = 'Ada'");
            Set<String> beforeItsCommit = posts(renaming, "tb_user", "id", "1");
            moving.execute("COMMIT");
            // now a reader may cache post 2 with the old name
            assertThat(renamed()).isEqualTo("[\"ada\"]");
            renaming.execute("COMMIT");

            assertThat(beforeItsCommit).containsExactly("1");
            assertThat(posts(renaming, "tb_user", "id", "1")).containsExactly("2");
            assertThat(posts(moving, "tb_comment", "post_id", "1, 2")).containsExactly("1", "2");
            assertThat(renamed()).isEqualTo("[\"Ada\"]");
        }
    }

    private String renamed() {
        List<String> authors = database.query("SELECT authors FROM v_post WHERE id = 2");
        return authors.get(0);
    }

    @Test
    void aRowThatIsGoneIsFoundByItsOldValues() throws SQLException {
        try (Database session = new Database(database)) {
            session.execute("DELETE FROM tb_comment");

            assertThat(posts(session, "tb_user", "id", "1")).isEmpty();
            assertThat(posts(session, "tb_comment", "post_id", "1")).containsExactly("1");
        }
    }

    @Test
    void aKeyWithNullIsNeverFound() throws SQLException {
        try (Database session = new Database(database)) {
            assertThat(posts(session, "tb_comment", "post_id", "NULL, 1")).containsExactly("1");
        }
    }
}
