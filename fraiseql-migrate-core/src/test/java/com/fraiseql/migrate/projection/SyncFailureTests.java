// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.InitialSync;
import com.fraiseql.migrate.projection.sync.SyncContext;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.projection.sync.TableStatus;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

class SyncFailureTests {

    @RegisterExtension
    static final FreshDatabase database = new FreshDatabase();

    private TestDatabase db = database.get();

    @BeforeEach
    void createTheBlog() {
        db = database.get();
        Blog.create(db, 100);
    }

    private MigrateException failure() {
        return failure(db.dataSource(), SyncOptions.defaults());
    }

    private static MigrateException failure(DataSource dataSource, SyncOptions options) {
        MigrateException failure = catchThrowableOfType(
                MigrateException.class,
                () -> ReadTables.builder(dataSource).build().sync(options));
        assertThat(failure).isNotNull();
        return failure;
    }

    private void manyPosts(int count) {
        db.execute(
                "INSERT INTO tb_post (author_id, title) SELECT (SELECT id FROM tb_user LIMIT 1), 'More ' || n FROM "
                        + "generate_series(1, "
                        + count + ") n",
                "ANALYZE tb_post");
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
        manyPosts(30_000);
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
            manyPosts(posts);
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
        manyPosts(30_000);
        db.execute("CREATE OR REPLACE VIEW v_post AS SELECT id, jsonb_build_object('n', 1 / CASE title WHEN 'More 77' "
                + "THEN 0 ELSE 1 END) AS data FROM tb_post");
        String id = db.query("SELECT id FROM tb_post WHERE title = 'More 77'").get(0);
        MigrateException failure =
                failure(db.dataSource(), SyncOptions.defaults().withConnections(1));
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
            MigrateException noView = failure(weak, SyncOptions.defaults());
            assertThat(noView.code()).isEqualTo(FailureCode.INSUFFICIENT_PRIVILEGE);
            assertThat(noView.what()).contains("permission denied for").doesNotContain("secret");
            db.execute("GRANT SELECT ON v_post, tv_post TO " + role);
            assertThat(failure(weak, SyncOptions.defaults()).what()).contains("permission denied for table tv_post");
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
        assertThat(failure(db.dataSource(), SyncOptions.defaults().withTables(Set.of("tv_post")))
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
                failure(db.dataSource(), SyncOptions.defaults().withTables(Set.of("tv_nothing")));
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

    @Test
    void aHookFillsItsTableInTheTransactionOfItsMark() {
        InitialSync hook = hook(context -> {
            try (var statement = context.connection().createStatement()) {
                statement.execute("INSERT INTO tv_post (id, data) SELECT id, '{\"by\": \"hook\"}' FROM tb_post");
            }
        });
        ReadTables readTables =
                ReadTables.builder(db.dataSource()).hooks(List.of(hook)).build();
        assertThat(readTables.sync(SyncOptions.defaults()).synced()).hasSize(1);
        assertThat(db.query("SELECT count(*) FROM tv_post WHERE data ->> 'by' = 'hook'"))
                .containsExactly("100");
        assertThat(readTables.sync(SyncOptions.defaults()).synced()).isEmpty();
    }

    @Test
    void whatAHookHasFilledIsLeftToItByThoseWhoDoNotKnowItUnlessTheTableIsNamed() {
        InitialSync hook = hook(context -> context.progress(1, 1));
        ReadTables.builder(db.dataSource()).hooks(List.of(hook)).build().sync(SyncOptions.defaults());

        ReadTables commandLine =
                ReadTables.builder(db.dataSource()).hooksElsewhere().build();
        assertThat(commandLine.sync(SyncOptions.defaults()).synced()).isEmpty();
        assertThat(commandLine.status(SyncOptions.defaults())).isEmpty();
        assertThat(commandLine
                        .sync(SyncOptions.defaults().withTables(Set.of("tv_post")))
                        .synced())
                .singleElement()
                .satisfies(result -> assertThat(result.inserted()).isEqualTo(100));

        // an application whose hook has gone leaves the table to its view
        ReadTables.builder(db.dataSource()).hooks(List.of(hook)).build().sync(SyncOptions.defaults());
        assertThat(ReadTables.builder(db.dataSource())
                        .build()
                        .sync(SyncOptions.defaults())
                        .synced())
                .hasSize(1);
    }

    @Test
    void aHookThatFailsIsRolledBackToItsLastCheckpoint() {
        List<String> seen = new ArrayList<>();
        InitialSync hook = hook(context -> {
            seen.add(context.checkpoint().orElse("none"));
            try (var statement = context.connection().createStatement()) {
                if (context.checkpoint().isEmpty()) {
                    statement.execute(
                            "INSERT INTO tv_post (id, data) SELECT id, '{}' FROM tb_post ORDER BY id LIMIT 40");
                    context.commit("40");
                    statement.execute(
                            "INSERT INTO tv_post (id, data) SELECT id, '{}' FROM tb_post ORDER BY id OFFSET 40 "
                                    + "LIMIT 10");
                    throw new IllegalStateException("no more");
                }
                statement.execute("INSERT INTO tv_post (id, data) SELECT id, '{}' FROM tb_post ORDER BY id OFFSET 40");
            }
        });
        ReadTables readTables =
                ReadTables.builder(db.dataSource()).hooks(List.of(hook)).build();
        MigrateException failure =
                catchThrowableOfType(MigrateException.class, () -> readTables.sync(SyncOptions.defaults()));
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_HOOK_FAILED);
        assertThat(failure.what()).contains("public.tv_post").endsWith("no more");
        assertThat(db.query("SELECT count(*) FROM tv_post")).containsExactly("40");
        readTables.sync(SyncOptions.defaults());
        assertThat(seen).containsExactly("none", "40");
        assertThat(db.query("SELECT count(*) FROM tv_post")).containsExactly("100");
    }

    @Test
    void aHookForATableThatIsNotThereSaysSo() {
        MigrateException failure = catchThrowableOfType(
                MigrateException.class,
                () -> ReadTables.builder(db.dataSource())
                        .hooks(List.of(new InitialSync() {
                            @Override
                            public String entityType() {
                                return "nothing";
                            }

                            @Override
                            public void synchronize(SyncContext context) {}
                        }))
                        .build()
                        .sync(SyncOptions.defaults()));
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_UNKNOWN_TABLE);
        assertThat(failure.what()).contains("tv_nothing");
    }

    @Test
    void ofTwoThatStartAtOnceOneSyncsAndTheOtherWaitsOrLeavesItAlone() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        InitialSync slow = hook(context -> {
            inside.countDown();
            try {
                assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        var first = CompletableFuture.supplyAsync(() ->
                ReadTables.builder(db.dataSource()).hooks(List.of(slow)).build().sync(SyncOptions.defaults()));
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        ReadTables other =
                ReadTables.builder(db.dataSource()).hooks(List.of(slow)).build();
        assertThat(other.sync(SyncOptions.defaults().withWhenBusy(SyncOptions.WhenBusy.SKIP, Duration.ZERO))
                        .leftToOther())
                .isTrue();
        MigrateException tooLong = catchThrowableOfType(
                MigrateException.class,
                () -> other.sync(
                        SyncOptions.defaults().withWhenBusy(SyncOptions.WhenBusy.WAIT, Duration.ofMillis(200))));
        assertThat(tooLong.code()).isEqualTo(FailureCode.MUTEX_TIMEOUT);
        assertThat(tooLong.what()).contains("pid ");
        var second = CompletableFuture.supplyAsync(() -> other.sync(SyncOptions.defaults()));
        goOn.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS).synced()).hasSize(1);
        SyncResult waited = second.get(30, TimeUnit.SECONDS);
        assertThat(waited.synced()).isEmpty();
        assertThat(waited.unchanged()).containsExactly("public.tv_post");
    }

    @Test
    void aSyncThatIsCancelledEndsAtOnceAndIsResumed() throws Exception {
        manyPosts(12_000);
        db.execute(
                "CREATE TABLE brake AS SELECT 1 AS applied",
                "CREATE FUNCTION slow(t text) RETURNS text LANGUAGE plpgsql VOLATILE AS"
                        + " $$ BEGIN IF t LIKE '%00' AND EXISTS (SELECT FROM brake) THEN PERFORM pg_sleep(0.05); "
                        + "END IF; RETURN t; END $$",
                "CREATE OR REPLACE VIEW v_post AS SELECT id, jsonb_build_object('title', slow(title)) AS data FROM "
                        + "tb_post");
        CountDownLatch begun = new CountDownLatch(1);
        ReadTables readTables = ReadTables.builder(db.dataSource())
                .listener(new SyncListener() {
                    @Override
                    public void progress(SyncProgress progress) {
                        if (progress.phase() == SyncPhase.LOADING && progress.done() > 0) {
                            begun.countDown();
                        }
                    }
                })
                .build();
        var running = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                MigrateException.class,
                () -> readTables.sync(SyncOptions.defaults().withConnections(2))));
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(readTables.progress()).isNotEmpty();
        readTables.cancel();
        assertThat(running.get(30, TimeUnit.SECONDS).code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(readTables.status(SyncOptions.defaults()).get(0).state()).isEqualTo(TableStatus.State.UNFINISHED);
        db.execute("DELETE FROM brake");
        TableResult resumed = readTables.sync(SyncOptions.defaults()).synced().get(0);
        assertThat(resumed.resumed()).isTrue();
        assertThat(Blog.differences(db)).isZero();
    }

    @Test
    void aRowThatSomebodyHoldsForTooLongIsAnErrorThatSaysSo() throws SQLException {
        ReadTables.builder(db.dataSource()).build().sync(SyncOptions.defaults());
        db.execute("UPDATE tb_post SET title = 'new'");
        try (Connection holder = db.connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT * FROM tv_post LIMIT 3 FOR UPDATE");
            MigrateException failure = failure(
                    db.dataSource(),
                    SyncOptions.defaults().withFull(true).withLocks(Duration.ofMillis(50), Duration.ofMillis(300)));
            assertThat(failure.code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
            assertThat(failure.what()).contains("3 rows are locked");
            assertThat(db.query("SELECT count(*) FROM tv_post WHERE data ->> 'title' = 'new'"))
                    .as("the others are done")
                    .containsExactly("97");
        }
    }

    private static InitialSync hook(Body body) {
        return new InitialSync() {
            @Override
            public String entityType() {
                return "post";
            }

            @Override
            public void synchronize(SyncContext context) throws SQLException {
                body.run(context);
            }
        };
    }

    private interface Body {
        void run(SyncContext context) throws SQLException;
    }
}
