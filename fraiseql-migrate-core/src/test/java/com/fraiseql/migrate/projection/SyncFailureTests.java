// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableResult;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class SyncFailureTests extends BlogTest {

    SyncFailureTests() {
        super(100);
    }

    private MigrateException failure() {
        return FailingSync.failure(db.dataSource(), SyncOptions.defaults());
    }

    @Test
    void everyColumnThatDoesNotFitIsNamed() {
        db.execute(
                "DROP VIEW v_post",
                "CREATE VIEW v_post AS SELECT id, title AS data, 1 AS extra FROM tb_post",
                "ALTER TABLE tv_post ADD COLUMN slug text NOT NULL");
        MigrateException failure = failure();
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_SHAPE);
        assertThat(failure.what())
                .contains("public.tv_post and public.v_post do not fit")
                .contains("data is jsonb in the table and text in its source")
                .contains("these columns of the source are not in the table: extra")
                .contains("the source has no column slug (text), and the table needs one");
        assertThat(db.query("SELECT count(*) FROM tv_post")).containsExactly("0");
    }

    @Test
    void aSelectThatDoesNotParseIsNamedWithItsFile() {
        db.execute("DROP VIEW v_post");
        MigrateException failure = catchThrowableOfType(
                MigrateException.class,
                () -> ReadTables.builder(db.dataSource())
                        .selects(table -> java.util.Optional.of("SELEKT 1"))
                        .build()
                        .sync(SyncOptions.defaults()));
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_SHAPE);
        assertThat(failure.what()).startsWith("sync/tv_post.sql is not a SELECT");
    }

    @Test
    void aTableWithoutPrimaryKeyIsRefused() {
        db.execute("ALTER TABLE tv_post DROP CONSTRAINT tv_post_pkey");
        MigrateException failure = failure();
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_SHAPE);
        assertThat(failure.what()).isEqualTo("public.tv_post has no primary key, so its rows cannot be told apart.");
        assertThat(failure.action()).contains("ADD PRIMARY KEY (\"id\")");
    }

    @Test
    void aPrimaryKeyOfTwoColumnsIsRefused() {
        db.execute(
                "ALTER TABLE tv_post DROP CONSTRAINT tv_post_pkey",
                "ALTER TABLE tv_post ADD PRIMARY KEY (id, updated_at)");
        assertThat(failure().what()).contains("a primary key of 2 columns (id, updated_at)");
    }

    @Test
    void anIdThatIsNullIsRefusedHoweverManyRangesThereAre() {
        db.execute("CREATE OR REPLACE VIEW v_post AS SELECT CASE WHEN title = 'Post 9' THEN NULL ELSE id END AS id,"
                + " '{}'::jsonb AS data FROM tb_post");
        assertThat(failure().code()).isEqualTo(FailureCode.SYNC_BAD_ID);
        db.execute("INSERT INTO tv_post (id, data) SELECT id, '{}' FROM tb_post");
        assertThat(failure().what()).isEqualTo("public.v_post gives rows whose id is NULL.");
        db.execute("TRUNCATE tv_post");
        Blog.addPosts(db, 30_000);
        assertThat(failure().code()).isEqualTo(FailureCode.SYNC_BAD_ID);
        db.execute("INSERT INTO tv_post (id, data) SELECT id, '{}' FROM tb_post");
        assertThat(failure().code()).isEqualTo(FailureCode.SYNC_BAD_ID);
    }

    @Test
    void anIdThatComesTwiceIsRefusedHoweverItIsFilled() {
        db.execute(
                "CREATE OR REPLACE VIEW v_post AS SELECT p.id, '{}'::jsonb AS data FROM tb_post p, generate_series(1,"
                        + " CASE p.title WHEN 'Post 9' THEN 2 ELSE 1 END)");
        String id = db.query("SELECT id FROM tb_post WHERE title = 'Post 9'").get(0);
        for (int posts : new int[] {0, 30_000}) {
            Blog.addPosts(db, posts);
            db.execute("TRUNCATE tv_post");
            MigrateException loading = failure();
            assertThat(loading.code()).isEqualTo(FailureCode.SYNC_BAD_ID);
            assertThat(loading.what()).contains("the same id more than once").contains(id);
            db.execute("INSERT INTO tv_post (id, data) SELECT id, '{\"old\":1}' FROM tb_post ON CONFLICT DO NOTHING");
            assertThat(failure().what()).contains("the same id more than once").contains(id);
        }
    }

    @Test
    void aViewThatFailsOnOneRowNamesTheKeyRangeAndIsResumedThere() {
        Blog.addPosts(db, 30_000);
        db.execute("CREATE OR REPLACE VIEW v_post AS SELECT id, jsonb_build_object('n', 1 / CASE title WHEN 'More 77' "
                + "THEN 0 ELSE 1 END) AS data FROM tb_post");
        String id = db.query("SELECT id FROM tb_post WHERE title = 'More 77'").get(0);
        MigrateException failure =
                FailingSync.failure(db.dataSource(), SyncOptions.defaults().withConnections(1));
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_FAILED);
        assertThat(failure.what()).contains("public.v_post where id").endsWith("division by zero");
        assertThat(db.query("SELECT count(*) FROM tb_post WHERE title = 'More 77' AND "
                        + failure.what()
                                .replaceFirst("^.* where (.*): division by zero$", "$1")
                                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "'$0'")))
                .as("the row is in the range that the error names")
                .containsExactly("1");
        assertThat(db.query("SELECT failure FROM fraiseql_sync")).containsExactly(failure.what());
        db.execute("UPDATE tb_post SET title = 'mended' WHERE id = '" + id + "'");
        SyncResult resumed = ReadTables.builder(db.dataSource()).build().sync(SyncOptions.defaults());
        assertThat(resumed.synced()).singleElement().satisfies(result -> {
            assertThat(result.resumed()).isTrue();
            assertThat(result.inserted()).isEqualTo(30_100);
        });
        assertThat(Blog.differences(db)).isZero();
    }

    @Test
    void aRowThatTheTableRefusesIsAFailureWithTheServersWords() {
        db.execute("ALTER TABLE tv_post ADD CONSTRAINT titled CHECK (data ->> 'title' <> 'Post 5')");
        MigrateException failure = failure();
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_FAILED);
        assertThat(failure.what()).contains("titled");
    }

    @Test
    void withoutPrivilegesItSaysWhichOneIsMissing() {
        String role = "reader_" + db.name();
        db.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'secret'", "GRANT USAGE, CREATE ON SCHEMA public TO " + role);
        try {
            PGSimpleDataSource weak = new PGSimpleDataSource();
            weak.setUrl(db.url());
            weak.setUser(role);
            weak.setPassword("secret");
            MigrateException noView = FailingSync.failure(weak, SyncOptions.defaults());
            assertThat(noView.code()).isEqualTo(FailureCode.INSUFFICIENT_PRIVILEGE);
            assertThat(noView.what()).contains("permission denied for").doesNotContain("secret");
            db.execute("GRANT SELECT ON v_post, tv_post TO " + role);
            assertThat(FailingSync.failure(weak, SyncOptions.defaults()).what())
                    .contains("permission denied for table tv_post");
            db.execute("GRANT INSERT, UPDATE, DELETE ON tv_post TO " + role);
            ReadTables.builder(weak).build().sync(SyncOptions.defaults());
            assertThat(Blog.differences(db)).isZero();
        } finally {
            db.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    @Test
    void aTvThatIsAViewNeedsNothing() {
        db.execute("DROP TABLE tv_post", "CREATE VIEW tv_post AS SELECT * FROM v_post");
        SyncResult result = ReadTables.builder(db.dataSource()).build().sync(SyncOptions.defaults());
        assertThat(result.synced()).isEmpty();
        assertThat(FailingSync.failure(db.dataSource(), SyncOptions.defaults().withTables(Set.of("tv_post")))
                        .code())
                .isEqualTo(FailureCode.SYNC_UNKNOWN_TABLE);
    }

    @Test
    void aPartitionedTableIsFilledLikeAnyOther() {
        db.execute(
                "DROP TABLE tv_post",
                "CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb) PARTITION BY HASH (id)",
                "CREATE TABLE tv_post_0 PARTITION OF tv_post FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE tv_post_1 PARTITION OF tv_post FOR VALUES WITH (MODULUS 2, REMAINDER 1)");
        ReadTables readTables = ReadTables.builder(db.dataSource()).build();
        readTables.sync(SyncOptions.defaults());
        assertThat(Blog.differences(db)).isZero();
        db.execute(
                "UPDATE tb_post SET title = 'x' WHERE title < 'Post 5'", "DELETE FROM tb_post WHERE title > 'Post 8'");
        assertThat(readTables
                        .sync(SyncOptions.defaults().withFull(true))
                        .synced()
                        .get(0)
                        .written())
                .isPositive();
        assertThat(Blog.differences(db)).isZero();
    }

    @Test
    void aTableThatIsNotThereIsNamedWithThoseThatAre() {
        MigrateException failure =
                FailingSync.failure(db.dataSource(), SyncOptions.defaults().withTables(Set.of("tv_nothing")));
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_UNKNOWN_TABLE);
        assertThat(failure.action()).contains("public.tv_post");
    }

    @Test
    void withKeepGoingTheOthersAreStillFilled() {
        db.execute(
                "CREATE TABLE tv_author (id uuid PRIMARY KEY, data jsonb)",
                "CREATE VIEW v_author AS SELECT id, jsonb_build_object('n', 1 / 0) AS data FROM tb_user");
        SyncResult result = ReadTables.builder(db.dataSource())
                .build()
                .sync(SyncOptions.defaults().withKeepGoing(true));
        assertThat(result.failures()).containsOnlyKeys("public.tv_author");
        assertThat(result.synced()).extracting(TableResult::table).containsExactly("public.tv_post");
    }

    @Test
    void aForeignTableWithTheStateTablesNameIsNotTouched() {
        db.execute("CREATE TABLE fraiseql_sync (projection text)");
        assertThat(failure().code()).isEqualTo(FailureCode.FOREIGN_SYNC_TABLE);
    }
}
