// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.sync.SelectSource;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read tables that are made of other read tables, or refer to them. */
class ReadTableDependencyTests {

    @RegisterExtension
    static final FreshDatabase database = new FreshDatabase();

    private TestDatabase db = database.get();
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void createAuthorsAndPosts() {
        db = database.get();
        db.execute(
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
                "CREATE TABLE tb_user (id int PRIMARY KEY, name text)",
                "CREATE TABLE tb_post (id int PRIMARY KEY, author int, title text)",
                "INSERT INTO tb_user VALUES (1, 'Ada'), (2, 'Bob')",
                "INSERT INTO tb_post VALUES (10, 1, 'One'), (20, 2, 'Two')",
                "CREATE TABLE tv_user (id int PRIMARY KEY, data jsonb)",
                "CREATE VIEW v_user AS SELECT id, jsonb_build_object('name', name) AS data FROM tb_user",
                // sorts before tv_user
                "CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb)");
    }

    private SyncResult sync() {
        return sync(SyncOptions.defaults(), SelectSource.none());
    }

    private SyncResult sync(SyncOptions options, SelectSource selects) {
        return ReadTables.builder(db.dataSource())
                .selects(selects)
                .listener(new SyncListener() {
                    @Override
                    public void remark(String table, String message) {
                        said.add(table + ": " + message);
                    }

                    @Override
                    public void skipped(String table, String reason) {
                        said.add(table + ": " + reason);
                    }
                })
                .build()
                .sync(options);
    }

    private List<String> authors() {
        return db.query("SELECT data ->> 'author' FROM tv_post ORDER BY id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE VIEW v_post AS SELECT p.id, jsonb_build_object('author', (SELECT u.data ->> 'name' FROM "
                        + "tv_user u WHERE u.id = p.author)) AS data FROM tb_post p",
                "CREATE VIEW author AS SELECT * FROM tv_user; CREATE VIEW v_post AS SELECT p.id, "
                        + "jsonb_build_object('author', u.data ->> 'name')"
                        + " AS data FROM tb_post p LEFT JOIN author u ON u.id = p.author",
                "CREATE FUNCTION name(a int) RETURNS text LANGUAGE sql STABLE BEGIN ATOMIC SELECT data ->> 'name' "
                        + "FROM tv_user WHERE id = a; END;"
                        + " CREATE VIEW v_post AS SELECT id, jsonb_build_object('author', name(author)) AS data "
                        + "FROM tb_post",
                "CREATE FUNCTION name(a int) RETURNS text LANGUAGE sql STABLE AS 'SELECT data ->> ''name'' FROM "
                        + "public.tv_user WHERE id = a';"
                        + " CREATE VIEW v_post AS SELECT id, jsonb_build_object('author', name(author)) AS data "
                        + "FROM tb_post",
                "CREATE VIEW author AS SELECT * FROM tv_user;"
                        + " CREATE FUNCTION inner_name(a int) RETURNS text LANGUAGE plpgsql STABLE AS"
                        + " 'BEGIN /* the name */ RETURN (SELECT data ->> ''name'' FROM author WHERE id = a); END';"
                        + " CREATE FUNCTION name(a int) RETURNS text LANGUAGE plpgsql STABLE AS 'BEGIN RETURN "
                        + "inner_name(a); END';"
                        + " CREATE VIEW v_post AS SELECT id, jsonb_build_object('author', name(author)) AS data "
                        + "FROM tb_post",
            })
    void aTableIsFilledAfterThoseThatItReads(String view) {
        db.execute(view.split("(?<=;) (?=CREATE)"));
        assertThat(sync().synced()).extracting(TableResult::table).containsExactly("public.tv_user", "public.tv_post");
        assertThat(authors()).containsExactly("Ada", "Bob");
        assertThat(sync().synced()).isEmpty();
    }

    @Test
    void aTableIsFilledAfterThoseThatTheSelectInItsFileReads() {
        String select = "SELECT p.id, jsonb_build_object('author', u.data ->> 'name') AS data FROM tb_post p"
                + " LEFT JOIN tv_user u ON u.id = p.author;";
        SelectSource selects = table -> table.equals("tv_post") ? Optional.of(select) : Optional.empty();
        sync(SyncOptions.defaults(), selects);
        assertThat(authors()).containsExactly("Ada", "Bob");
    }

    private void postsReadUsers() {
        db.execute("CREATE VIEW v_post AS SELECT p.id, jsonb_build_object('author', u.data ->> 'name') AS data FROM "
                + "tb_post p LEFT JOIN tv_user u ON u.id = p.author");
    }

    @Test
    void aChangeOfAViewReachesTheTablesThatReadItsTable() {
        postsReadUsers();
        sync();
        db.execute("CREATE OR REPLACE VIEW v_user AS SELECT id, jsonb_build_object('name', upper(name)) AS data FROM "
                + "tb_user");
        SyncResult result = sync();
        assertThat(result.synced())
                .extracting(TableResult::reason)
                .containsExactly("its definition has changed", "it reads public.tv_user, which has been written");
        assertThat(authors()).containsExactly("ADA", "BOB");
        assertThat(sync().synced()).isEmpty();
    }

    @Test
    void aTableThatWasNamedLeavesItsReadersForTheNextSync() {
        postsReadUsers();
        sync();
        db.execute("UPDATE tb_user SET name = 'Eve' WHERE id = 1");
        sync(SyncOptions.defaults().withFull(true).withTables(Set.of("tv_user")), SelectSource.none());
        assertThat(authors()).containsExactly("Ada", "Bob");
        assertThat(sync().synced()).extracting(TableResult::table).containsExactly("public.tv_post");
        assertThat(authors()).containsExactly("Eve", "Bob");
    }

    @Test
    void whatReadsATableInWhichNothingWasWrittenIsNotCompared() {
        postsReadUsers();
        sync();
        assertThat(sync(SyncOptions.defaults().withFull(true).withTables(Set.of("tv_user")), SelectSource.none())
                        .synced())
                .hasSize(1);
        assertThat(sync().synced()).isEmpty();
    }

    @Test
    void tablesThatReadEachOtherAreNamedAndFilledUntilNoneChanges() {
        db.execute(
                "CREATE VIEW v_post AS SELECT p.id, jsonb_build_object('author', u.data ->> 'name') AS data FROM "
                        + "tb_post p LEFT JOIN tv_user u ON u.id = p.author",
                "CREATE OR REPLACE VIEW v_user AS SELECT u.id, jsonb_build_object('name', u.name, 'posts',"
                        + " (SELECT count(*) FROM tv_post p WHERE p.data ->> 'author' = u.name)) AS data FROM "
                        + "tb_user u");
        sync();
        assertThat(said).anyMatch(line -> line.contains("public.tv_post, public.tv_user need each other"));
        assertThat(authors()).containsExactly("Ada", "Bob");
        assertThat(db.query("SELECT data ->> 'posts' FROM tv_user")).containsExactly("1", "1");
        assertThat(sync().synced()).isEmpty();
    }

    @Test
    void aFailureSkipsWhatReadsTheTableAndNothingElse() {
        postsReadUsers();
        db.execute(
                "CREATE OR REPLACE VIEW v_user AS SELECT id, jsonb_build_object('name', 1 / 0) AS data FROM tb_user",
                "CREATE TABLE tv_zebra (id int PRIMARY KEY)",
                "CREATE VIEW v_zebra AS SELECT 1 AS id");
        SyncResult result = sync(SyncOptions.defaults().withKeepGoing(true), SelectSource.none());
        assertThat(result.failures()).containsOnlyKeys("public.tv_user");
        assertThat(result.skipped())
                .containsOnlyKeys("public.tv_post")
                .containsEntry("public.tv_post", "it reads public.tv_user, which could not be filled");
        assertThat(result.synced()).extracting(TableResult::table).containsExactly("public.tv_zebra");
        assertThat(said).contains("public.tv_post: it reads public.tv_user, which could not be filled");
        db.execute("CREATE OR REPLACE VIEW v_user AS SELECT id, jsonb_build_object('name', name) AS data FROM tb_user");
        assertThat(sync().synced()).hasSize(2);
        assertThat(authors()).containsExactly("Ada", "Bob");
    }

    @Test
    void rowsAreInsertedAfterThoseThatTheyReferToAndDeletedBeforeThem() {
        db.execute(
                "CREATE TABLE tb_comment (id int PRIMARY KEY, post int)",
                "INSERT INTO tb_comment VALUES (100, 10), (200, 20)",
                "CREATE VIEW v_post AS SELECT id, jsonb_build_object('title', title) AS data FROM tb_post",
                "CREATE TABLE tv_comment (id int PRIMARY KEY, post int NOT NULL REFERENCES tv_post)",
                "CREATE VIEW v_comment AS SELECT c.id, c.post FROM tb_comment c JOIN tb_post p ON p.id = c.post");
        assertThat(sync().synced()).hasSize(3);
        db.execute(
                "DELETE FROM tb_post WHERE id = 10",
                "INSERT INTO tb_post VALUES (30, 1, 'Three')",
                "UPDATE tb_comment SET post = 30 WHERE id = 100");
        SyncResult result = sync(SyncOptions.defaults().withFull(true), SelectSource.none());
        assertThat(result.failures()).isEmpty();
        assertThat(db.query("SELECT id FROM tv_post ORDER BY id")).containsExactly("20", "30");
        assertThat(db.query("SELECT id || ':' || post FROM tv_comment ORDER BY id"))
                .containsExactly("100:30", "200:20");
        assertThat(result.synced())
                .filteredOn(table -> table.table().equals("public.tv_post"))
                .singleElement()
                .satisfies(table -> assertThat(table.deleted()).isEqualTo(1));
        assertThat(sync().synced()).isEmpty();
    }

    @Test
    void aTreeIsFilledInWhateverOrderItsRowsCome() {
        db.execute(
                "CREATE TABLE tb_node AS SELECT n AS id, nullif(n + 1, 40001) AS parent FROM generate_series(1, "
                        + "40000) n",
                "ALTER TABLE tb_node ADD PRIMARY KEY (id)",
                "CREATE TABLE tv_node (id int PRIMARY KEY, parent int REFERENCES tv_node)",
                "CREATE VIEW v_node AS SELECT id, parent FROM tb_node",
                "ANALYZE tb_node");
        sync();
        assertThat(db.query("SELECT count(*) FROM tv_node")).containsExactly("40000");
        db.execute("UPDATE tb_node SET parent = nullif(id - 1, 0)", "DELETE FROM tb_node WHERE id > 39990");
        sync(SyncOptions.defaults().withFull(true), SelectSource.none());
        assertThat(db.query("SELECT count(*) FROM tv_node t FULL JOIN v_node v USING (id) WHERE t.parent IS DISTINCT "
                        + "FROM v.parent OR t.id IS NULL OR v.id IS NULL"))
                .containsExactly("0");
    }
}
