// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.projection.sync.TableStatus.State;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadTablesTests {

    @RegisterExtension
    static final FreshDatabase database = new FreshDatabase();

    private TestDatabase db = database.get();

    @BeforeEach
    void createTheBlog() {
        db = database.get();
        Blog.create(db, 500);
    }

    private ReadTables readTables() {
        return ReadTables.builder(db.dataSource()).build();
    }

    private TableResult syncOne() {
        SyncResult result = readTables().sync(SyncOptions.defaults());
        assertThat(result.synced()).hasSize(1);
        return result.synced().get(0);
    }

    @Test
    void aNewTableIsFilledFromItsView() {
        TableResult result = syncOne();
        assertThat(result.table()).isEqualTo("public.tv_post");
        assertThat(result.entityType()).isEqualTo("post");
        assertThat(result.reason()).isEqualTo("it is new");
        assertThat(result.inserted()).isEqualTo(500);
        assertThat(Blog.differences(db)).isZero();
    }

    @Test
    void whereNothingHasChangedNothingIsDone() {
        syncOne();
        String before = db.query("SELECT md5(string_agg(s::text, '')) FROM fraiseql_sync s")
                .get(0);
        SyncResult result = readTables().sync(SyncOptions.defaults());
        assertThat(result.synced()).isEmpty();
        assertThat(result.unchanged()).containsExactly("public.tv_post");
        assertThat(db.query("SELECT md5(string_agg(s::text, '')) FROM fraiseql_sync s"))
                .containsExactly(before);
    }

    @Test
    void aDatabaseWithoutReadTablesIsLeftAlone() {
        db.execute("DROP TABLE tv_post");
        assertThat(readTables().sync(SyncOptions.defaults()).synced()).isEmpty();
        assertThat(db.query("SELECT to_regclass('fraiseql_sync')")).containsExactly("null");
    }

    @Test
    void whenTheViewChangesOnlyTheRowsThatDifferAreWritten() {
        syncOne();
        String untouched = db.query(
                        "SELECT string_agg(id || ':' || xmin, ',' ORDER BY id) FROM tv_post WHERE data ->> 'title' "
                                + "<> 'Post 7'")
                .get(0);
        db.execute(Blog.view("'title', CASE p.title WHEN 'Post 7' THEN 'Seven' ELSE p.title END"));
        TableResult result = syncOne();
        assertThat(result.reason()).isEqualTo("its definition has changed");
        assertThat(result.updated()).isEqualTo(1);
        assertThat(result.inserted() + result.deleted()).isZero();
        assertThat(Blog.differences(db)).isZero();
        assertThat(db.query("SELECT string_agg(id || ':' || xmin, ',' ORDER BY id) FROM tv_post WHERE data ->> "
                        + "'title' <> 'Seven'"))
                .containsExactly(untouched);
    }

    @Test
    void aChangeInWhatTheViewIsMadeOfIsSeen() {
        db.execute(
                "CREATE FUNCTION shout(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper(t)'",
                "CREATE VIEW inner_view AS SELECT id, shout(title) AS title, author_id FROM tb_post",
                "CREATE OR REPLACE VIEW v_post AS SELECT id, jsonb_build_object('title', title) AS data FROM "
                        + "inner_view");
        syncOne();
        assertThat(db.query("SELECT count(*) FROM tv_post WHERE data ->> 'title' LIKE 'POST%'"))
                .containsExactly("500");
        db.execute(
                "CREATE OR REPLACE VIEW inner_view AS SELECT id, shout(title || '!') AS title, author_id FROM tb_post");
        assertThat(syncOne().updated()).isEqualTo(500);
        db.execute("CREATE OR REPLACE FUNCTION shout(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(t)'");
        assertThat(syncOne().updated()).isEqualTo(500);
        assertThat(Blog.differences(db)).isZero();
        assertThat(readTables().sync(SyncOptions.defaults()).synced()).isEmpty();
    }

    @Test
    void theHashDoesNotDependOnTheSearchPath() {
        syncOne();
        db.execute("ALTER DATABASE " + db.name() + " SET search_path = public, pg_temp");
        try {
            assertThat(readTables().sync(SyncOptions.defaults()).synced()).isEmpty();
        } finally {
            db.execute("ALTER DATABASE " + db.name() + " RESET search_path");
        }
    }

    @Test
    void aTableThatWasDroppedAndMadeAgainIsFilledAgain() {
        syncOne();
        db.execute("DROP TABLE tv_post", Blog.TV_POST);
        assertThat(syncOne().reason()).isEqualTo("the table has been dropped and created again");
        assertThat(Blog.differences(db)).isZero();
    }

    @Test
    void rowsThatWereThereBeforeTheFirstSyncAreCompared() {
        db.execute(
                "INSERT INTO tv_post (id, data) SELECT id, data FROM v_post LIMIT 100",
                "INSERT INTO tv_post (id, data) VALUES (gen_random_uuid(), '{}')",
                "UPDATE tv_post SET data = '{\"old\": true}' WHERE id IN (SELECT id FROM tb_post WHERE EXISTS"
                        + " (SELECT FROM tv_post t WHERE t.id = tb_post.id) LIMIT 10)");
        TableResult result = readTables()
                .sync(SyncOptions.defaults().withAdopt(true))
                .synced()
                .get(0);
        assertThat(result.inserted()).isEqualTo(400);
        assertThat(result.updated()).isEqualTo(10);
        assertThat(result.deleted()).isEqualTo(1);
        assertThat(Blog.differences(db)).isZero();
    }

    @Test
    void aFullSyncRepairsWhatHasDrifted() {
        syncOne();
        db.execute(
                "DELETE FROM tb_post WHERE title IN ('Post 1', 'Post 2')",
                "UPDATE tb_post SET title = 'x' WHERE title = 'Post 3'");
        assertThat(readTables().sync(SyncOptions.defaults()).synced()).isEmpty();
        TableResult result = readTables()
                .sync(SyncOptions.defaults().withFull(true))
                .synced()
                .get(0);
        assertThat(result.deleted()).isEqualTo(2);
        assertThat(result.updated()).isEqualTo(1);
        assertThat(Blog.differences(db)).isZero();
    }

    @Test
    void aRowWhoseBytesDifferIsWrittenAlthoughItIsEqual() {
        db.execute("CREATE OR REPLACE VIEW v_post AS SELECT id, '{\"price\": 1.0}'::jsonb AS data FROM tb_post");
        syncOne();
        db.execute("CREATE OR REPLACE VIEW v_post AS SELECT id, '{\"price\": 1.00}'::jsonb AS data FROM tb_post");
        assertThat(syncOne().updated()).isEqualTo(500);
        assertThat(db.query("SELECT DISTINCT data ->> 'price' FROM tv_post")).containsExactly("1.00");
    }

    @Test
    void aColumnWithoutEqualityIsCompared() {
        db.execute(
                "DROP VIEW v_post",
                "DROP TABLE tv_post",
                "CREATE TABLE tv_post (id uuid PRIMARY KEY, data json NOT NULL, spot point)",
                "CREATE VIEW v_post AS SELECT id, json_build_object('title', title) AS data, point(1, 2) AS spot "
                        + "FROM tb_post");
        assertThat(syncOne().inserted()).isEqualTo(500);
        assertThat(readTables()
                        .sync(SyncOptions.defaults().withFull(true))
                        .synced()
                        .get(0)
                        .written())
                .isZero();
    }

    @Test
    void aChangedRowGetsItsUpdatedAtAgain() {
        syncOne();
        db.execute("UPDATE tv_post SET updated_at = '2000-01-01'", Blog.view("'title', left(p.title, 6)"));
        long updated = syncOne().updated();
        assertThat(db.query("SELECT count(*) FROM tv_post WHERE updated_at > '2001-01-01'"))
                .containsExactly(Long.toString(updated));
    }

    @Test
    void syncHistoryIsWrittenInTheSameStatement() {
        db.execute("CREATE TABLE sync_history (entity_type text NOT NULL, entity_id uuid NOT NULL,"
                + " synced_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (entity_type, entity_id))");
        syncOne();
        assertThat(db.query("SELECT count(*) FROM sync_history h JOIN tv_post t ON h.entity_id = t.id WHERE "
                        + "entity_type = 'post'"))
                .containsExactly("500");
        db.execute(
                "UPDATE sync_history SET synced_at = '2000-01-01'",
                "DELETE FROM tb_post WHERE title = 'Post 1'",
                "UPDATE tb_post SET title = 'x' WHERE title = 'Post 2'");
        readTables().sync(SyncOptions.defaults().withFull(true));
        assertThat(db.query("SELECT count(*) FROM sync_history WHERE synced_at > '2001-01-01'"))
                .containsExactly("1");
        assertThat(db.query("SELECT count(*) FROM sync_history")).containsExactly("499");
    }

    @Test
    void aSyncHistoryWithAnotherKeyTypeIsLeftAloneWithARemark() {
        db.execute("CREATE TABLE sync_history (entity_type text, entity_id bigint, synced_at timestamptz,"
                + " PRIMARY KEY (entity_type, entity_id))");
        List<String> remarks = new ArrayList<>();
        ReadTables.builder(db.dataSource())
                .listener(new SyncListener() {
                    @Override
                    public void remark(String table, String message) {
                        remarks.add(message);
                    }
                })
                .build()
                .sync(SyncOptions.defaults());
        assertThat(remarks).singleElement().asString().contains("sync_history");
        assertThat(Blog.differences(db)).isZero();
    }

    @Test
    void whereThereIsNoViewASelectFillsTheTable() {
        db.execute("DROP VIEW v_post");
        String select = "SELECT id, jsonb_build_object('title', title, 'has', '{\"a\":1}'::jsonb ? 'a') AS data FROM "
                + "tb_post;\n";
        ReadTables readTables = ReadTables.builder(db.dataSource())
                .selects(table -> table.equals("tv_post") ? Optional.of(select) : Optional.empty())
                .build();
        assertThat(readTables.status(SyncOptions.defaults()))
                .singleElement()
                .satisfies(status -> assertThat(status.source()).isEqualTo("sync/tv_post.sql"));
        assertThat(readTables.sync(SyncOptions.defaults()).synced().get(0).inserted())
                .isEqualTo(500);
        assertThat(db.query("SELECT count(*) FROM tv_post WHERE (data ->> 'has')::boolean"))
                .containsExactly("500");
        assertThat(readTables.sync(SyncOptions.defaults()).synced()).isEmpty();
    }

    @Test
    void textBigintAndIntegerKeysWork() {
        for (String type : List.of("text", "bigint", "integer", "smallint", "varchar(20)")) {
            db.execute(
                    "DROP TABLE IF EXISTS tb_thing, tv_thing CASCADE",
                    "CREATE TABLE tb_thing (code " + type + " PRIMARY KEY, name text)",
                    "INSERT INTO tb_thing SELECT n::text::" + type + ", 'it''s ' || n FROM generate_series(1, 30000) n",
                    "CREATE VIEW v_thing AS SELECT code, to_jsonb(t) AS data FROM tb_thing t",
                    "CREATE TABLE tv_thing (code " + type + " PRIMARY KEY, data jsonb)");
            SyncOptions options = SyncOptions.defaults().withTables(Set.of("tv_thing"));
            TableResult loaded = readTables().sync(options).synced().get(0);
            assertThat(loaded.ranges()).as(type).isGreaterThan(2);
            db.execute(
                    "UPDATE tb_thing SET name = 'new' WHERE name LIKE '%99'",
                    "DELETE FROM tb_thing WHERE name LIKE '%88'");
            TableResult compared =
                    readTables().sync(options.withFull(true)).synced().get(0);
            assertThat(compared.ranges()).as(type).isGreaterThan(1);
            assertThat(compared.updated()).as(type).isEqualTo(300);
            assertThat(compared.deleted()).as(type).isEqualTo(300);
            assertThat(db.query("SELECT count(*) FROM tv_thing FULL JOIN v_thing v USING (code) WHERE "
                            + "tv_thing.data IS DISTINCT FROM v.data"))
                    .containsExactly("0");
        }
    }

    @Test
    void aKeyOfAnotherTypeIsDoneInOneRange() {
        db.execute(
                "CREATE TABLE tv_day (day date PRIMARY KEY, data jsonb)",
                "CREATE VIEW v_day AS SELECT d::date AS day, '{}'::jsonb AS data FROM generate_series('2000-01-01', "
                        + "'2100-01-01', interval '1 day') d");
        TableResult result = readTables()
                .sync(SyncOptions.defaults().withTables(Set.of("public.tv_day")))
                .synced()
                .get(0);
        assertThat(result.inserted()).isEqualTo(36526);
    }

    @Test
    void aViewThatCannotBeCutIsEvaluatedOnce() {
        db.execute(
                "INSERT INTO tb_post (author_id, title) SELECT (SELECT id FROM tb_user LIMIT 1), 'More ' || n FROM "
                        + "generate_series(1, 60000) n",
                "ANALYZE tb_post",
                Blog.DEAR,
                Blog.V_POST_AGGREGATED);
        List<SyncPhase> phases = new ArrayList<>();
        ReadTables readTables = ReadTables.builder(db.dataSource())
                .listener(new SyncListener() {
                    @Override
                    public void progress(SyncProgress progress) {
                        phases.add(progress.phase());
                    }
                })
                .build();
        readTables.sync(SyncOptions.defaults());
        assertThat(phases).contains(SyncPhase.STAGING);
        assertThat(Blog.differences(db)).isZero();
        phases.clear();
        db.execute(
                "UPDATE tb_post SET title = 'A' || title WHERE title LIKE 'More 5%'",
                "DELETE FROM tb_post WHERE title LIKE 'More 49%'");
        TableResult result =
                readTables.sync(SyncOptions.defaults().withFull(true)).synced().get(0);
        assertThat(phases).contains(SyncPhase.STAGING);
        assertThat(result.deleted()).isPositive();
        assertThat(Blog.differences(db)).isZero();
        assertThat(db.query("SELECT count(*) FROM pg_class WHERE relname LIKE 'fraiseql_sync_stage%'"))
                .containsExactly("0");
    }

    /**
     * A join with an aggregate of everything, which is a quarter of the view's cost: each further range would pay for
     * it again.
     */
    @Test
    void aViewThatAggregatesOnTheSideIsCutOnceForEachConnection() {
        db.execute(
                "CREATE FUNCTION weighed(n bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE COST 36 AS 'BEGIN "
                        + "RETURN n; END'",
                "CREATE TABLE tb_thing AS SELECT n AS id FROM generate_series(1::bigint, 200000) n",
                "CREATE TABLE tb_part AS SELECT id AS thing_id, id AS n FROM tb_thing",
                "CREATE INDEX ON tb_thing (id)",
                "CREATE VIEW v_thing AS SELECT t.id, jsonb_build_object('most', p.most) AS data FROM tb_thing t"
                        + " LEFT JOIN (SELECT thing_id, max(weighed(n)) AS most FROM tb_part GROUP BY thing_id) p "
                        + "ON p.thing_id = t.id",
                "CREATE TABLE tv_thing (id bigint PRIMARY KEY, data jsonb)",
                "ANALYZE tb_thing, tb_part");
        SyncResult result = readTables()
                .sync(SyncOptions.defaults().withTables(Set.of("tv_thing")).withConnections(2));
        assertThat(result.synced()).singleElement().satisfies(table -> {
            assertThat(table.ranges()).isEqualTo(2);
            assertThat(table.inserted()).isEqualTo(200_000);
        });
    }

    @Test
    void aTableKeepsItsStorageParametersWhereItsOnlyIndexIsAGinIndex() {
        db.execute(
                "INSERT INTO tb_post (author_id, title) SELECT (SELECT id FROM tb_user LIMIT 1), 'More ' || n FROM "
                        + "generate_series(1, 20000) n",
                "ANALYZE tb_post",
                "CREATE INDEX by_data ON tv_post USING gin (data)");
        for (String parameters : List.of("", "fillfactor=80", "parallel_workers=0")) {
            db.execute("TRUNCATE tv_post", "ALTER TABLE tv_post RESET (fillfactor, parallel_workers)");
            if (!parameters.isEmpty()) {
                db.execute("ALTER TABLE tv_post SET (" + parameters + ")");
            }
            ReadTables.builder(db.dataSource())
                    .build()
                    .sync(SyncOptions.defaults().withFull(true));
            assertThat(db.query("SELECT array_to_string(reloptions, ',') FROM pg_class WHERE oid = "
                            + "'tv_post'::regclass AND reloptions <> '{}'"))
                    .isEqualTo(parameters.isEmpty() ? List.of() : List.of(parameters));
            assertThat(db.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_data'::regclass"))
                    .containsExactly("t");
            assertThat(Blog.differences(db)).isZero();
        }
    }

    @Test
    void secondaryIndexesAreBuiltAfterTheDataAsTheyWere() {
        db.execute(
                "INSERT INTO tb_post (author_id, title) SELECT (SELECT id FROM tb_user LIMIT 1), 'More ' || n FROM "
                        + "generate_series(1, 20000) n",
                "ANALYZE tb_post",
                "CREATE INDEX \"Odd name\" ON tv_post USING gin (data jsonb_path_ops)",
                "COMMENT ON INDEX \"Odd name\" IS 'it''s; here'",
                "CREATE INDEX by_title ON tv_post ((data ->> 'title')) WHERE data ->> 'title' <> ''",
                "CREATE UNIQUE INDEX stays ON tv_post (id, updated_at)");
        String indexes =
                "SELECT string_agg(pg_get_indexdef(indexrelid) || coalesce(obj_description(indexrelid), '') || "
                        + "indisvalid, '|'"
                        + " ORDER BY indexrelid::regclass::text) FROM pg_index WHERE indrelid = 'tv_post'::regclass";
        List<String> before = db.query(indexes);
        for (boolean concurrently : new boolean[] {false, true}) {
            List<SyncPhase> phases = new ArrayList<>();
            db.execute("TRUNCATE tv_post");
            ReadTables.builder(db.dataSource())
                    .listener(new SyncListener() {
                        @Override
                        public void progress(SyncProgress progress) {
                            phases.add(progress.phase());
                        }
                    })
                    .build()
                    .sync(SyncOptions.defaults().withFull(true).withConcurrentIndexes(concurrently));
            assertThat(phases).contains(SyncPhase.INDEXING);
            assertThat(db.query(indexes)).isEqualTo(before);
            assertThat(Blog.differences(db)).isZero();
        }
    }

    @Test
    void theStatusSaysWhatIsNeededAndWhatIsDone() {
        assertThat(readTables().status(SyncOptions.defaults())).singleElement().satisfies(status -> {
            assertThat(status.state()).isEqualTo(State.NEEDED);
            assertThat(status.source()).isEqualTo("public.v_post");
            assertThat(status.reason()).isEqualTo("it is new");
        });
        syncOne();
        assertThat(readTables().status(SyncOptions.defaults())).singleElement().satisfies(status -> {
            assertThat(status.state()).isEqualTo(State.UNCHANGED);
            assertThat(status.rows()).isEqualTo(500);
            assertThat(status.finishedAt()).isNotNull();
        });
    }

    @Test
    void aPoolOfOneConnectionIsEnough() {
        var gate = new java.util.concurrent.Semaphore(1);
        var single = new OneConnectionDataSource(db.dataSource(), gate);
        ReadTables.builder(single).build().sync(SyncOptions.defaults().withConnections(4));
        assertThat(Blog.differences(db)).isZero();
    }

    @Test
    void whatTheConnectionsWereSetToIsLeftAlone() throws Exception {
        try (var connection = db.connect()) {
            connection.setAutoCommit(false);
            var kept = new org.springframework.jdbc.datasource.SingleConnectionDataSource(connection, true);
            ReadTables.builder(kept).build().sync(SyncOptions.defaults().withConnections(1));
            assertThat(connection.getAutoCommit()).isFalse();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "SELECT count(*) FROM pg_settings WHERE source = 'session' AND name IN ('jit', "
                                    + "'lock_timeout',"
                                    + " 'statement_timeout', 'work_mem', 'synchronous_commit', 'search_path')")) {
                rows.next();
                assertThat(rows.getInt(1)).isZero();
            }
        }
    }

    @Test
    void theDefaultsAreBounded() {
        SyncOptions options = SyncOptions.defaults();
        assertThat(options.connections()).isBetween(2, 4);
        assertThat(options.whenBusy()).isEqualTo(SyncOptions.WhenBusy.WAIT);
        assertThat(options.lockTimeout()).isLessThan(Duration.ofSeconds(1));
        assertThat(options.full() || options.keepGoing() || options.concurrentIndexes())
                .isFalse();
    }
}
