// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A load that reads the table below page by page, which PostgreSQL can do for a view from version 18 on. */
class PagedLoadTests {

    private static final int THINGS = 40_000;

    @RegisterExtension
    static final FreshDatabase database = new FreshDatabase();

    private TestDatabase db = database.get();
    private final List<String> cuts = new ArrayList<>();
    private Consumer<TestDatabase> afterTheFirstRange = database -> {};

    @BeforeEach
    void createThingsWithRandomKeys() {
        db = database.get();
        db.execute(
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
                "CREATE TABLE tb_maker (id int PRIMARY KEY, name text NOT NULL)",
                "INSERT INTO tb_maker SELECT n, 'Maker ' || n FROM generate_series(1, 10) n",
                "CREATE TABLE tb_thing (\"The Id\" uuid PRIMARY KEY DEFAULT gen_random_uuid(), n int NOT NULL, "
                        + "maker int NOT NULL) WITH (autovacuum_enabled = false)",
                "INSERT INTO tb_thing (n, maker) SELECT n, 1 + n % 10 FROM generate_series(1, " + THINGS + ") n",
                "CREATE VIEW v_thing AS SELECT t.\"The Id\" AS id, jsonb_build_object('n', t.n, 'maker', m.name) AS "
                        + "data FROM tb_thing t JOIN tb_maker m ON m.id = t.maker",
                "CREATE TABLE tv_thing (id uuid PRIMARY KEY, data jsonb NOT NULL)",
                "ANALYZE");
    }

    private SyncResult sync() {
        cuts.clear();
        return ReadTables.builder(db.dataSource())
                .listener(new SyncListener() {
                    @Override
                    public void progress(SyncProgress progress) {
                        if (progress.phase() == SyncPhase.LOADING) {
                            cuts.addAll(db.query("SELECT base_key FROM fraiseql_sync"));
                            if (progress.done() == 1) {
                                afterTheFirstRange.accept(db);
                            }
                        }
                    }
                })
                .build()
                .sync(SyncOptions.defaults().withConnections(1));
    }

    private boolean planned() {
        return Integer.parseInt(db.query("SHOW server_version_num").get(0)) >= 180_000;
    }

    private void assertReadByPages() {
        assertThat(cuts).isNotEmpty();
        if (planned()) {
            assertThat(cuts).containsOnly("\"public\".\"tb_thing\".\"The Id\"");
        } else {
            assertThat(cuts).containsOnly("null");
        }
    }

    private void assertEqualToTheView() {
        assertThat(db.query("SELECT count(*) FROM tv_thing t FULL JOIN v_thing v USING (id)"
                        + " WHERE t.data::text IS DISTINCT FROM v.data::text"))
                .containsExactly("0");
    }

    @Test
    void aTableWithRandomKeysIsReadInTheOrderOfItsPages() {
        SyncResult result = sync();
        assertReadByPages();
        assertEqualToTheView();
        assertThat(result.synced().get(0).inserted()).isEqualTo(THINGS);
        assertThat(result.synced().get(0).ranges()).isGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the keys lie in the order of the table
                "CREATE TABLE sorted AS SELECT * FROM tb_thing ORDER BY 1; DROP TABLE tb_thing CASCADE; ALTER TABLE "
                        + "sorted RENAME TO tb_thing;"
                        + " ALTER TABLE tb_thing ADD PRIMARY KEY (\"The Id\"); ANALYZE tb_thing;"
                        + " CREATE VIEW v_thing AS SELECT \"The Id\" AS id, '{}'::jsonb AS data FROM tb_thing",
                // a second table gives rows, too
                "CREATE TABLE tb_other (id uuid PRIMARY KEY); INSERT INTO tb_other SELECT gen_random_uuid() FROM "
                        + "generate_series(1, 20000); ANALYZE tb_other; CREATE OR REPLACE VIEW v_thing AS"
                        + " SELECT \"The Id\" AS id, '{}'::jsonb AS data FROM tb_thing UNION ALL SELECT id, '{}' "
                        + "FROM tb_other",
                // nothing says that the id is there once
                "ALTER TABLE tb_thing DROP CONSTRAINT tb_thing_pkey",
                // a table that inherits gives rows, too
                "CREATE TABLE more () INHERITS (tb_thing); INSERT INTO more SELECT gen_random_uuid(), n, 1 FROM "
                        + "generate_series(1, 20000) n; ANALYZE more",
                // the view computes before it joins
                "CREATE OR REPLACE VIEW v_thing AS SELECT \"The Id\" AS id, jsonb_build_object('place', "
                        + "row_number() OVER (ORDER BY n)) AS data FROM tb_thing",
            })
    void whereThatCannotBeTheKeyIsCut(String change) {
        db.execute(change);
        sync();
        assertThat(cuts).isNotEmpty().containsOnly("null");
        assertEqualToTheView();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the last rows move into the space that the first ones have left
                "UPDATE tb_thing SET n = -n WHERE n > 39500",
                // and so they do here, without a new version
                "DELETE FROM tb_thing WHERE n BETWEEN 500 AND 15000; VACUUM FULL tb_thing",
                "CREATE INDEX from_the_end ON tb_thing ((-n)); CLUSTER tb_thing USING from_the_end",
                "DELETE FROM tb_thing WHERE n % 3 = 0; INSERT INTO tb_thing (n, maker) SELECT n, 1 FROM "
                        + "generate_series(1, 5000) n",
            })
    void aRowThatIsMovedToAPageThatHasBeenReadIsNotMissed(String change) {
        db.execute("DELETE FROM tb_thing WHERE n <= 2000", "VACUUM tb_thing");
        afterTheFirstRange = database -> {
            for (String statement : change.split("; ", -1)) {
                database.execute(statement);
            }
        };
        sync();
        assertReadByPages();
        assertEqualToTheView();
    }

    @Test
    void theOnlyRowOfAViewIsNotMissedEither() {
        db.execute(
                "DELETE FROM tb_thing WHERE n <= 2000",
                "VACUUM tb_thing",
                "CREATE OR REPLACE VIEW v_thing AS SELECT \"The Id\" AS id, jsonb_build_object('n', n) AS data FROM "
                        + "tb_thing WHERE abs(abs(n) - 30000) < 1");
        afterTheFirstRange = database -> database.execute("UPDATE tb_thing SET n = -n WHERE n = 30000");
        sync();
        assertReadByPages();
        assertThat(db.query("SELECT data ->> 'n' FROM tv_thing")).containsExactly("-30000");
    }

    @Test
    void aRowThatFailsIsNamedByItsKey() {
        db.execute("CREATE OR REPLACE VIEW v_thing AS SELECT \"The Id\" AS id, jsonb_build_object('n', 1 / (n - "
                + "12345)) AS data FROM tb_thing");
        String id = db.query("SELECT \"The Id\" FROM tb_thing WHERE n = 12345").get(0);
        MigrateException failure = Objects.requireNonNull(catchThrowableOfType(MigrateException.class, this::sync));
        assertReadByPages();
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_FAILED);
        assertThat(failure.what())
                .contains(planned() ? "v_thing where id = " + id + ": division by zero" : "where id > ");
        db.execute("UPDATE tb_thing SET n = 50000 WHERE n = 12345");
        assertThat(sync().synced().get(0).resumed()).isTrue();
        assertEqualToTheView();
    }

    @Test
    void aRowThatTheTableRefusesIsNamedByTheServer() {
        db.execute("ALTER TABLE tv_thing ADD CHECK (data ->> 'n' <> '12345')");
        String id = db.query("SELECT \"The Id\" FROM tb_thing WHERE n = 12345").get(0);
        MigrateException failure = Objects.requireNonNull(catchThrowableOfType(MigrateException.class, this::sync));
        assertThat(failure.render()).contains("tv_thing_data_check", id);
        assertThat(failure.what()).contains(planned() ? " of public.tb_thing: " : "where id ");
    }

    @Test
    void anIdThatComesTwiceIsNamed() {
        db.execute("INSERT INTO tb_maker VALUES (11, 'Another')", "ALTER TABLE tb_maker DROP CONSTRAINT tb_maker_pkey");
        db.execute("INSERT INTO tb_maker VALUES (11, 'Again')", "UPDATE tb_thing SET maker = 11 WHERE n = 30000");
        MigrateException failure = Objects.requireNonNull(catchThrowableOfType(MigrateException.class, this::sync));
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_BAD_ID);
        assertThat(failure.what())
                .contains(db.query("SELECT \"The Id\" FROM tb_thing WHERE n = 30000")
                        .get(0));
    }
}
