// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.TableResult;
import org.junit.jupiter.api.Test;

/** What is written once a table, its view or what the view is made of has changed. */
class ChangedTableTests extends BlogTest {

    ChangedTableTests() {
        super(500);
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
}
