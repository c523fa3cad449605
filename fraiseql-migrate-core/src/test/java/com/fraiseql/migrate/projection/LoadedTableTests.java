// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How an empty table is cut into ranges and loaded, and its indexes built. */
class LoadedTableTests extends BlogTest {

    LoadedTableTests() {
        super(500);
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
}
