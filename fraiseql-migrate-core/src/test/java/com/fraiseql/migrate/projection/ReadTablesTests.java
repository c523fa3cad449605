// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.projection.sync.TableStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadTablesTests extends BlogTest {

    ReadTablesTests() {
        super(500);
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
