// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A table that inherits from a read table is another table: no sync reads its rows, changes them or deletes them. */
class InheritedTableTests {

    @RegisterExtension
    static final FreshDatabase database = new FreshDatabase();

    private TestDatabase db = database.get();

    @BeforeEach
    void createTheTables() {
        db = database.get();
        db.execute(
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
                "CREATE TABLE tb_w (id int PRIMARY KEY, name text NOT NULL)",
                "INSERT INTO tb_w SELECT n, 'w' || n FROM generate_series(1, 3) n",
                "CREATE VIEW v_w AS SELECT id, name FROM tb_w",
                "CREATE TABLE tv_w (id int PRIMARY KEY, name text NOT NULL UNIQUE)",
                "CREATE TABLE archive () INHERITS (tv_w)",
                "INSERT INTO archive VALUES (2, 'old'), (7, 'mine')");
    }

    private TableResult sync(SyncOptions options) {
        SyncResult result = ReadTables.builder(db.dataSource()).build().sync(options);
        assertThat(result.synced()).hasSize(1);
        assertThat(db.query("SELECT id || name FROM archive ORDER BY id")).containsExactly("2old", "7mine");
        assertThat(db.query("SELECT count(*) FROM (SELECT * FROM ONLY tv_w EXCEPT SELECT * FROM v_w) x"))
                .containsExactly("0");
        assertThat(db.query("SELECT count(*) FROM ONLY tv_w")).isEqualTo(db.query("SELECT count(*) FROM v_w"));
        return result.synced().get(0);
    }

    @Test
    void aTableIsNewAndEmptyAlthoughOneThatInheritsFromItHasRows() {
        TableResult result = sync(SyncOptions.defaults());
        assertThat(result.reason()).isEqualTo("it is new");
        assertThat(result.inserted()).isEqualTo(3);
    }

    @Test
    void aFullSyncLeavesTheRowsOfATableThatInheritsAlone() {
        sync(SyncOptions.defaults());
        assertThat(sync(SyncOptions.defaults().withFull(true)).written()).isZero();
        db.execute("UPDATE tb_w SET name = 'x' WHERE id = 2", "DELETE FROM tb_w WHERE id = 1");
        TableResult result = sync(SyncOptions.defaults().withFull(true));
        assertThat(result.updated()).isEqualTo(1);
        assertThat(result.deleted()).isEqualTo(1);
    }

    @Test
    void adoptingATableLeavesTheRowsOfATableThatInheritsAlone() {
        db.execute("INSERT INTO tv_w VALUES (2, 'other'), (9, 'extra')");
        TableResult result = sync(SyncOptions.defaults().withAdopt(true));
        assertThat(result.updated()).isEqualTo(1);
        assertThat(result.deleted()).isEqualTo(1);
        assertThat(result.inserted()).isEqualTo(2);
    }

    @Test
    void valuesThatAreSwappedAreWrittenInTheTableAlone() {
        sync(SyncOptions.defaults());
        db.execute(
                "UPDATE tb_w SET name = CASE id WHEN 1 THEN 'w2' WHEN 2 THEN 'w1' ELSE name END",
                "DELETE FROM tb_w WHERE id = 3");
        TableResult result = sync(SyncOptions.defaults().withFull(true));
        assertThat(result.updated()).isEqualTo(2);
        assertThat(result.deleted()).isEqualTo(1);
    }

    @Test
    void valuesThatAreSwappedAreWrittenRowByRowInTheTableAlone() {
        sync(SyncOptions.defaults());
        db.execute(
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN old; END'",
                "CREATE TRIGGER note BEFORE DELETE ON tv_w FOR EACH ROW EXECUTE FUNCTION note()",
                "UPDATE tb_w SET name = CASE id WHEN 1 THEN 'w2' WHEN 2 THEN 'w9' ELSE name END",
                "DELETE FROM tb_w WHERE id = 3");
        TableResult result = sync(SyncOptions.defaults().withFull(true));
        assertThat(result.updated()).isEqualTo(2);
        assertThat(result.deleted()).isEqualTo(1);
    }

    @Test
    void aTableThatIsEmptiedIsFilledAgainAlthoughOneThatInheritsFromItHasRows() {
        sync(SyncOptions.defaults());
        db.execute("DELETE FROM ONLY tv_w");
        assertThat(sync(SyncOptions.defaults()).inserted()).isEqualTo(3);
    }
}
