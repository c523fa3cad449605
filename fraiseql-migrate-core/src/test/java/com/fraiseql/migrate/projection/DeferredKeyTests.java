// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.index.DeferredKey;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeferredKeyTests {

    private static final String KEYS =
            "SELECT count(*) FROM pg_index WHERE indrelid = 'tv_thing'::regclass AND indisprimary";

    private static final String SHAPE = """
            SELECT string_agg(d, '|' ORDER BY d) FROM (
              SELECT pg_get_indexdef(indexrelid) || indisprimary || indisvalid AS d FROM pg_index WHERE indrelid = \
            'tv_thing'::regclass
              UNION ALL SELECT conname || contype::text || pg_get_constraintdef(oid) FROM pg_constraint WHERE \
            conrelid = 'tv_thing'::regclass
              UNION ALL SELECT attname || attnotnull FROM pg_attribute WHERE attrelid = 'tv_thing'::regclass AND \
            attnum > 0) x""";

    private static final String DIFFERENCES = "SELECT count(*) FROM tv_thing t FULL JOIN v_thing v USING (id)"
            + " WHERE t.data::text IS DISTINCT FROM v.data::text";

    @RegisterExtension
    static final FreshDatabase database = new FreshDatabase();

    private TestDatabase db = database.get();
    private final List<String> keysWhileLoading = new ArrayList<>();
    private Consumer<TestDatabase> duringTheLoad = database -> {};

    @BeforeEach
    void createManyThings() {
        db = database.get();
        db.execute(
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
                "CREATE TABLE tb_thing (id bigint PRIMARY KEY, n int NOT NULL)",
                "INSERT INTO tb_thing SELECT n, 1 FROM generate_series(1, " + DeferredKey.ROWS + ") n",
                "CREATE VIEW v_thing AS SELECT id, jsonb_build_object('n', 1 / n) AS data FROM tb_thing",
                "CREATE TABLE tv_thing (id bigint, data jsonb, CONSTRAINT \"its key\" PRIMARY KEY (id))",
                "CREATE INDEX by_data ON tv_thing USING gin (data)",
                "ANALYZE tb_thing");
    }

    private SyncResult sync(SyncOptions options) {
        keysWhileLoading.clear();
        return ReadTables.builder(db.dataSource())
                .listener(new SyncListener() {
                    @Override
                    public void progress(SyncProgress progress) {
                        if (progress.phase() == SyncPhase.LOADING) {
                            if (keysWhileLoading.isEmpty()) {
                                duringTheLoad.accept(db);
                            }
                            keysWhileLoading.addAll(db.query(KEYS));
                        }
                    }
                })
                .build()
                .sync(options);
    }

    private MigrateException failure() {
        MigrateException failure = catchThrowableOfType(MigrateException.class, () -> sync(SyncOptions.defaults()));
        assertThat(failure).isNotNull();
        return failure;
    }

    @Test
    void theKeyOfANewTableIsMadeAfterTheLoadAsItWas() {
        List<String> shape = db.query(SHAPE);
        SyncResult result = sync(SyncOptions.defaults());
        assertThat(keysWhileLoading).isNotEmpty().containsOnly("0");
        assertThat(db.query(SHAPE)).isEqualTo(shape);
        assertThat(db.query(DIFFERENCES)).containsExactly("0");
        assertThat(db.query("SELECT indexes FROM fraiseql_sync")).containsExactly("{}");
        assertThat(result.synced().get(0).inserted()).isEqualTo(DeferredKey.ROWS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION write_it() RETURNS void LANGUAGE sql AS 'DELETE FROM tv_thing WHERE false'",
                "CREATE TABLE pointing (id bigint REFERENCES tv_thing)",
                "CREATE VIEW by_key AS SELECT id, data FROM tv_thing GROUP BY id",
                "CREATE UNIQUE INDEX another ON tv_thing ((data ->> 'n'), id)",
                "INSERT INTO tv_thing VALUES (0); DELETE FROM tv_thing",
                "ALTER TABLE tv_thing REPLICA IDENTITY FULL; CREATE PUBLICATION things FOR TABLE tv_thing",
                "ALTER TABLE tv_thing DROP CONSTRAINT \"its key\", ADD PRIMARY KEY (id) DEFERRABLE",
                "ALTER TABLE tv_thing DROP CONSTRAINT \"its key\", ADD PRIMARY KEY (id) WITH (fillfactor = 70)",
                "COMMENT ON CONSTRAINT \"its key\" ON tv_thing IS 'the id'",
            })
    void theKeyStaysWhereSomebodyMayNeedIt(String because) {
        for (String statement : because.split("; ", -1)) {
            db.execute(statement);
        }
        sync(SyncOptions.defaults());
        assertThat(keysWhileLoading).isNotEmpty().containsOnly("1");
        assertThat(db.query(DIFFERENCES)).containsExactly("0");
        db.execute("DROP PUBLICATION IF EXISTS things");
    }

    @Test
    void theKeyStaysWhereWritersMustNotBeStopped() {
        sync(SyncOptions.defaults().withConcurrentIndexes(true));
        assertThat(keysWhileLoading).isNotEmpty().containsOnly("1");
    }

    @Test
    void theKeyStaysWhereTheTableHasBeenSyncedBefore() {
        sync(SyncOptions.defaults());
        db.execute("TRUNCATE tv_thing");
        sync(SyncOptions.defaults().withFull(true));
        assertThat(keysWhileLoading).isNotEmpty().containsOnly("1");
        db.execute("DROP TABLE tv_thing", "CREATE TABLE tv_thing (id bigint PRIMARY KEY, data jsonb)");
        sync(SyncOptions.defaults());
        assertThat(keysWhileLoading).isNotEmpty().containsOnly("1");
    }

    @Test
    void whatAWriterPutsInAllTheSameIsInTheEndThereOnce() {
        List<String> shape = db.query(SHAPE);
        duringTheLoad = writer -> writer.execute(
                "UPDATE tb_thing SET n = -1 WHERE id % 1000 = 0",
                "INSERT INTO tv_thing SELECT * FROM v_thing WHERE id % 1000 = 0",
                "INSERT INTO tv_thing VALUES (-5, '{}')");
        sync(SyncOptions.defaults());
        assertThat(keysWhileLoading).contains("0");
        assertThat(db.query(DIFFERENCES)).containsExactly("0");
        assertThat(db.query(SHAPE)).isEqualTo(shape);
    }

    @Test
    void aLoadThatFailsLeavesTheTableWithItsKey() {
        db.execute("UPDATE tb_thing SET n = 0 WHERE id = 99000");
        MigrateException failure = failure();
        assertThat(failure.what()).contains("division by zero");
        assertThat(keysWhileLoading).contains("0");
        assertThat(db.query(KEYS)).containsExactly("1");
        db.execute("UPDATE tb_thing SET n = 1 WHERE id = 99000");
        sync(SyncOptions.defaults());
        assertThat(db.query(DIFFERENCES)).containsExactly("0");
    }

    @Test
    void aSourceThatGivesAnIdTwiceIsAnErrorAndTheKeyIsThere() {
        db.execute("CREATE OR REPLACE VIEW v_thing AS SELECT nullif(id, 7) + (id = 8)::int AS id, '{}'::jsonb AS data "
                + "FROM tb_thing WHERE id <> 7");
        MigrateException failure = failure();
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_BAD_ID);
        assertThat(failure.what()).contains("more than once").contains("for instance 9.");
        assertThat(db.query(KEYS)).containsExactly("1");
        assertThat(failure().what()).isEqualTo(failure.what());
    }

    @Test
    void aKeyThatAKilledSyncHasLeftOutIsMadeBeforeAnythingElse() {
        duringTheLoad = any -> {
            throw new IllegalStateException("as if killed");
        };
        assertThatThrownBy(() -> sync(SyncOptions.defaults())).hasMessage("as if killed");
        assertThat(db.query(KEYS)).containsExactly("0");
        assertThat(db.query("SELECT indexes[1] FROM fraiseql_sync"))
                .as("can be executed by hand")
                .containsExactly("ALTER TABLE \"public\".\"tv_thing\" ADD CONSTRAINT \"its key\" PRIMARY KEY (\"id\")");
        db.execute("INSERT INTO tv_thing SELECT id, '{}' FROM generate_series(1, 3) id, generate_series(1, 2)");
        duringTheLoad = any -> {};
        sync(SyncOptions.defaults());
        assertThat(db.query(KEYS)).containsExactly("1");
        assertThat(db.query(DIFFERENCES)).containsExactly("0");
        assertThat(db.query("SELECT indexes FROM fraiseql_sync")).containsExactly("{}");
    }
}
