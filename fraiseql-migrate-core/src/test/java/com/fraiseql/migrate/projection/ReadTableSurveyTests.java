// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.projection.sync.TableStatus;
import com.fraiseql.migrate.projection.sync.TableStatus.State;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Which tables count, what is said of those that are not filled, and whose rows are left alone. */
class ReadTableSurveyTests {

    @RegisterExtension
    static final FreshDatabase database = new FreshDatabase();

    private TestDatabase db = database.get();
    private final List<String> remarks = new ArrayList<>();

    @BeforeEach
    void createTheBlog() {
        db = database.get();
        db.execute("DROP SCHEMA IF EXISTS read, other CASCADE");
        Blog.create(db, 50);
    }

    private ReadTables readTables() {
        return ReadTables.builder(db.dataSource())
                .hooksElsewhere()
                .listener(new SyncListener() {
                    @Override
                    public void remark(String table, String message) {
                        remarks.add(table + ": " + message);
                    }
                })
                .build();
    }

    private SyncResult sync() {
        return readTables().sync(SyncOptions.defaults());
    }

    private List<String> reasons() {
        return sync().synced().stream().map(TableResult::reason).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUNCATE tv_post", "DELETE FROM tv_post"})
    void aTableThatHasBeenEmptiedIsFilled(String emptying) {
        sync();
        db.execute(emptying);
        assertThat(readTables().status(SyncOptions.defaults()))
                .singleElement()
                .satisfies(status -> assertThat(status.state()).isEqualTo(State.NEEDED));
        assertThat(reasons()).containsExactly("it has been emptied");
        assertThat(Blog.differences(db)).isZero();
        assertThat(reasons()).isEmpty();
    }

    @Test
    void theStateIsFoundWhereTheSessionSeesIt() {
        sync();
        db.execute("CREATE SCHEMA other", "ALTER DATABASE " + db.name() + " SET search_path = other, public");
        try {
            assertThat(reasons()).isEmpty();
            assertThat(db.query("SELECT to_regclass('other.fraiseql_sync')")).containsExactly("null");
        } finally {
            db.execute("ALTER DATABASE " + db.name() + " RESET ALL");
        }
    }

    @Test
    void aTableThatHasBeenEmptiedAndWrittenToIsCompared() {
        sync();
        db.execute("TRUNCATE tv_post", "INSERT INTO tv_post SELECT id, data FROM v_post LIMIT 5");
        assertThat(reasons()).containsExactly("the table's storage has been replaced");
        assertThat(Blog.differences(db)).isZero();
    }

    @Test
    void aPartitionThatHasBeenEmptiedIsFilled() {
        db.execute(
                "DROP TABLE tv_post",
                "CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb) PARTITION BY HASH (id)",
                "CREATE TABLE part_0 PARTITION OF tv_post FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE part_1 PARTITION OF tv_post FOR VALUES WITH (MODULUS 2, REMAINDER 1)");
        sync();
        db.execute("TRUNCATE part_1");
        assertThat(reasons()).hasSize(1);
        assertThat(Blog.differences(db)).isZero();
        assertThat(reasons()).isEmpty();
    }

    @Test
    void aTableThatIsEmptyBecauseItsSourceIsIsNotFilledAgainAndAgain() {
        sync();
        db.execute("DELETE FROM tb_post", "DELETE FROM tv_post");
        assertThat(reasons()).hasSize(1);
        assertThat(reasons()).isEmpty();
    }

    @Test
    void whatAnUnfinishedSyncHasWrittenMayBeGone() {
        sync();
        db.execute(
                "UPDATE fraiseql_sync SET target = definition, target_oid = table_oid, target_files = files, phase "
                        + "= 'LOAD', ranges_done = '{0}', inserted = 50",
                "TRUNCATE tv_post");
        sync();
        assertThat(Blog.differences(db)).isZero();
        db.execute(
                "UPDATE fraiseql_sync SET target = definition, target_oid = table_oid, target_files = files, phase "
                        + "= 'LOAD', ranges_done = '{0}', inserted = 50",
                "DELETE FROM tv_post");
        sync();
        assertThat(Blog.differences(db)).isZero();
    }

    @Test
    void aStateTableOfTheFirstReleaseGoesOnBeingUsed() {
        sync();
        db.execute("ALTER TABLE fraiseql_sync DROP COLUMN files, DROP COLUMN target_files, DROP COLUMN filled, DROP "
                + "COLUMN wrote, DROP COLUMN stale_by, DROP COLUMN held, DROP COLUMN held_for");
        assertThat(reasons()).isEmpty();
        db.execute("DELETE FROM tb_post WHERE title = 'Post 1'");
        assertThat(readTables()
                        .sync(SyncOptions.defaults().withFull(true))
                        .synced()
                        .get(0)
                        .deleted())
                .isEqualTo(1);
        db.execute("TRUNCATE tv_post");
        assertThat(reasons()).containsExactly("it has been emptied");
    }

    @Test
    void tablesOfEverySchemaCountUnlessTheyAreNarrowedOrExcluded() {
        db.execute(
                "CREATE SCHEMA read",
                "CREATE TABLE read.tv_item (id int PRIMARY KEY)",
                "CREATE VIEW read.v_item AS SELECT 1 AS id");
        assertThat(sync().synced()).extracting(TableResult::table).containsExactly("read.tv_item", "public.tv_post");
        SyncOptions full = SyncOptions.defaults().withFull(true);
        assertThat(readTables().sync(full.withSchemas(Set.of("read"))).synced())
                .extracting(TableResult::table)
                .containsExactly("read.tv_item");
        for (String pattern : List.of("tv_it*", "read.*", "read.tv_item")) {
            assertThat(readTables().sync(full.withExclude(Set.of(pattern))).synced())
                    .extracting(TableResult::table)
                    .containsExactly("public.tv_post");
        }
        assertThat(readTables().sync(full.withTables(Set.of("read.tv_item"))).synced())
                .hasSize(1);
        MigrateException excluded = Objects.requireNonNull(catchThrowableOfType(
                MigrateException.class,
                () -> readTables().sync(full.withTables(Set.of("tv_item")).withExclude(Set.of("read.*")))));
        assertThat(excluded.what()).contains("tv_item is left out");
        MigrateException misspelled = Objects.requireNonNull(
                catchThrowableOfType(MigrateException.class, () -> readTables().sync(full.withSchemas(Set.of("red")))));
        assertThat(misspelled.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
        assertThat(misspelled.what()).contains("red");
        readTables().sync(full.withExclude(Set.of("tv_itme")));
        assertThat(remarks).contains(": No read table is excluded by tv_itme.");
    }

    @Test
    void aTableWithoutSourceIsNamedWithTheViewThatIsMeant() {
        sync();
        db.execute("ALTER VIEW v_post RENAME TO v_posts", "CREATE TABLE tv_thing (id int PRIMARY KEY)");
        SyncResult result = sync();
        assertThat(result.synced()).isEmpty();
        assertThat(result.unchanged()).isEmpty();
        assertThat(result.noSource()).containsOnlyKeys("public.tv_post", "public.tv_thing");
        assertThat(result.noSource().get("public.tv_post"))
                .isEqualTo("there is neither a view public.v_post nor a file sync/tv_post.sql nor an InitialSync bean;"
                        + " it was filled before, so its source has been dropped or renamed; is public.v_posts meant?");
        assertThat(readTables().status(SyncOptions.defaults()))
                .extracting(TableStatus::state)
                .containsOnly(State.NO_SOURCE);
    }

    @Test
    void columnsOfTheViewThatTheTableLacksAreIgnoredAndNamedOnce() {
        db.execute(
                "DROP VIEW v_post",
                "CREATE VIEW v_post AS SELECT id, 7 AS pk_post, jsonb_build_object('title', title) AS data FROM "
                        + "tb_post");
        sync();
        assertThat(Blog.differences(db)).isZero();
        assertThat(remarks)
                .containsExactly(
                        "public.tv_post: It does not have these columns of public.v_post, which are ignored: pk_post.");
    }

    @Test
    void aFileWinsOverTheView() {
        ReadTables readTables = ReadTables.builder(db.dataSource())
                .selects(table -> table.equals("tv_post")
                        ? Optional.of("SELECT id, '{\"by\": \"file\"}'::jsonb AS data FROM tb_post")
                        : Optional.empty())
                .build();
        assertThat(readTables.status(SyncOptions.defaults()).get(0).source()).isEqualTo("sync/tv_post.sql");
        readTables.sync(SyncOptions.defaults());
        assertThat(db.query("SELECT DISTINCT data ->> 'by' FROM tv_post")).containsExactly("file");
    }

    @Test
    void aFileForANameIsForTheTableOnTheSearchPath() {
        db.execute(
                "CREATE SCHEMA read",
                "CREATE TABLE read.tv_post (id uuid PRIMARY KEY, data jsonb)",
                "CREATE VIEW read.v_post AS SELECT id, '{\"by\": \"view\"}'::jsonb AS data FROM tb_post");
        String select = "SELECT id, '{\"by\": \"file\"}'::jsonb AS data FROM tb_post";
        for (String file : List.of("tv_post", "read.tv_post")) {
            ReadTables.builder(db.dataSource())
                    .selects(table -> table.equals(file) ? Optional.of(select) : Optional.empty())
                    .build()
                    .sync(SyncOptions.defaults());
            boolean first = file.equals("tv_post");
            assertThat(db.query("SELECT DISTINCT data ->> 'by' FROM read.tv_post"))
                    .containsExactly(first ? "view" : "file");
            assertThat(db.query("SELECT count(*) FROM tv_post WHERE data ->> 'by' = 'file'"))
                    .containsExactly(first ? "50" : "0");
        }
    }

    @Test
    void rowsOfTheApplicationAreReportedAndChangedOnlyWhenAsked() {
        db.execute(
                "INSERT INTO tv_post (id, data) SELECT id, '{\"mine\": true}' FROM tb_post ORDER BY id LIMIT 20",
                "INSERT INTO tv_post (id, data) SELECT gen_random_uuid(), '{}' FROM generate_series(1, 3)");
        String before = db.query("SELECT md5(string_agg(t::text, ',' ORDER BY id)) FROM tv_post t")
                .get(0);
        for (int i = 0; i < 2; i++) {
            SyncResult result = sync();
            assertThat(result.synced()).isEmpty();
            String reason = Objects.requireNonNull(result.notAdopted().get("public.tv_post"));
            assertThat(reason).startsWith("30 rows are missing, 20 differ and 3 are not in its source, for instance ");
            assertThat(reason.split(", ", -1)).hasSizeGreaterThanOrEqualTo(5);
        }
        assertThat(readTables().sync(SyncOptions.defaults().withFull(true)).notAdopted())
                .hasSize(1);
        assertThat(db.query("SELECT md5(string_agg(t::text, ',' ORDER BY id)) FROM tv_post t"))
                .containsExactly(before);
        assertThat(readTables().status(SyncOptions.defaults()).get(0).state()).isEqualTo(State.NOT_ADOPTED);
        assertThat(Objects.requireNonNull(readTables()
                                .preview(SyncOptions.defaults())
                                .get(0)
                                .differences())
                        .different())
                .isEqualTo(20);
        TableResult adopted = readTables()
                .sync(SyncOptions.defaults().withAdopt(true))
                .synced()
                .get(0);
        assertThat(List.of(adopted.inserted(), adopted.updated(), adopted.deleted()))
                .containsExactly(30L, 20L, 3L);
        assertThat(Blog.differences(db)).isZero();
        assertThat(sync().synced()).isEmpty();
    }

    @Test
    void rowsThatAreThoseOfTheViewNeedNotBeAdopted() {
        db.execute("INSERT INTO tv_post (id, data) SELECT id, data FROM v_post LIMIT 20");
        assertThat(sync().synced().get(0).inserted()).isEqualTo(30);
        assertThat(Blog.differences(db)).isZero();
    }

    @Test
    void theHintForACompositeKeyCanBeFollowed() {
        db.execute(
                "DROP TABLE tv_post CASCADE",
                "CREATE TABLE tv_tag (post uuid, tag int, data jsonb, PRIMARY KEY (post, tag))",
                "CREATE VIEW v_tag AS SELECT id AS post, 1 AS tag, '{}'::jsonb AS data FROM tb_post");
        MigrateException failure = Objects.requireNonNull(catchThrowableOfType(MigrateException.class, this::sync));
        assertThat(failure.what()).contains("a primary key of 2 columns (post, tag)");
        String action = failure.action();
        String sql = action.substring(action.indexOf("TRUNCATE"), action.indexOf("; and let"));
        String column = action.substring(action.indexOf("concat_ws"), action.indexOf(" too."));
        db.execute(
                sql,
                "CREATE OR REPLACE VIEW v_tag AS SELECT id AS post, 1 AS tag, '{}'::jsonb AS data, "
                        + column.replace("\"post\"", "tb_post.id").replace("\"tag\"", "1") + " FROM tb_post");
        assertThat(sync().synced().get(0).inserted()).isEqualTo(50);
    }

    @Test
    void theRowThatFailsInASmallTableIsNamedByItsKey() {
        String id = db.query("SELECT id FROM tb_post WHERE title = 'Post 7'").get(0);
        db.execute("CREATE OR REPLACE VIEW v_post AS SELECT id, jsonb_build_object('n', 1 / CASE title WHEN 'Post 7' "
                + "THEN 0 ELSE 1 END) AS data FROM tb_post");
        MigrateException failure = Objects.requireNonNull(catchThrowableOfType(MigrateException.class, this::sync));
        assertThat(failure.what())
                .isEqualTo("public.tv_post could not be filled from public.v_post where id = " + id
                        + ": division by zero");
    }

    @Test
    void rowsThatRowSecurityHidesAreNotTakenToBeGone() {
        sync();
        String role = "limited_" + db.name();
        db.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'secret'",
                "GRANT USAGE, CREATE ON SCHEMA public TO " + role,
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role,
                "ALTER TABLE tb_post ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY few ON tb_post USING (title LIKE 'Post 1%')",
                "ALTER VIEW v_post OWNER TO " + role);
        try {
            PGSimpleDataSource limited = new PGSimpleDataSource();
            limited.setUrl(db.url());
            limited.setUser(role);
            limited.setPassword("secret");
            ReadTables readTables = ReadTables.builder(limited).build();
            MigrateException failure = Objects.requireNonNull(catchThrowableOfType(
                    MigrateException.class,
                    () -> readTables.sync(SyncOptions.defaults().withFull(true))));
            assertThat(failure.code()).isEqualTo(FailureCode.INSUFFICIENT_PRIVILEGE);
            assertThat(failure.what()).startsWith("Row security would hide rows from the sync of public.tv_post");
            assertThat(db.query("SELECT count(*) FROM tv_post")).containsExactly("50");
            db.execute(
                    "ALTER TABLE tb_post DISABLE ROW LEVEL SECURITY",
                    "ALTER TABLE tv_post ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY few ON tv_post USING (true)");
            assertThat(Objects.requireNonNull(catchThrowableOfType(
                                    MigrateException.class,
                                    () -> readTables.sync(SyncOptions.defaults().withFull(true))))
                            .code())
                    .isEqualTo(FailureCode.INSUFFICIENT_PRIVILEGE);
        } finally {
            db.execute("ALTER VIEW v_post OWNER TO CURRENT_USER", "DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }
}
