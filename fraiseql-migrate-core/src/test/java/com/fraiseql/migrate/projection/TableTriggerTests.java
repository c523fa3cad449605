// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A sync that says that it is done has a table that is equal to its source, whatever the triggers and rules of the
 * table do.
 */
class TableTriggerTests {

    @RegisterExtension
    static final FreshDatabase database = new FreshDatabase();

    private TestDatabase db = database.get();

    @BeforeEach
    void createTheTables() {
        db = database.get();
        db.execute(
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
                "CREATE TABLE tb_x (id int PRIMARY KEY, name text NOT NULL)",
                "INSERT INTO tb_x SELECT n, 'n' || n FROM generate_series(1, 4) n",
                "CREATE VIEW v_x AS SELECT id, name FROM tb_x",
                "CREATE TABLE tv_x (id int PRIMARY KEY, name text)");
    }

    private void trigger(String events, String body) {
        db.execute(
                "CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN " + body + " END$$",
                "CREATE TRIGGER meddle " + events + " ON tv_x FOR EACH ROW EXECUTE FUNCTION meddle()");
    }

    private TableResult sync(boolean full) {
        SyncResult result = ReadTables.builder(db.dataSource())
                .build()
                .sync(SyncOptions.defaults().withFull(full));
        assertThat(result.synced()).hasSize(1);
        assertThat(db.query(
                        "SELECT count(*) FROM tv_x FULL JOIN v_x USING (id) WHERE tv_x.name IS DISTINCT FROM v_x.name"))
                .containsExactly("0");
        return result.synced().get(0);
    }

    private MigrateException failure(boolean full) {
        MigrateException failure = catchThrowableOfType(MigrateException.class, () -> sync(full));
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_FAILED);
        return failure;
    }

    private void failsNaming(boolean full, String trigger, String rows) {
        assertThat(failure(full).what()).contains("public.tv_x", "public.v_x", trigger, rows);
        // and not only once
        assertThat(failure(full).what()).contains(trigger, rows);
        db.execute("DROP TRIGGER meddle ON tv_x");
        sync(full);
    }

    @Test
    void rowsThatATriggerKeepsOutOfAnEmptyTableAreAFailureThatNamesTheTrigger() {
        trigger("BEFORE INSERT", "RETURN NULL;");
        failsNaming(false, "meddle (BEFORE INSERT, function public.meddle)", "where id is 1, 2, 3, 4");
    }

    @Test
    void someRowsThatATriggerKeepsOutAreAFailureThatNamesThem() {
        trigger("BEFORE INSERT", "IF new.id % 2 = 0 THEN RETURN NULL; END IF; RETURN new;");
        failsNaming(false, "meddle (BEFORE INSERT", "where id is 2, 4");
    }

    @Test
    void aRowThatATriggerKeepsFromBeingUpdatedIsAFailure() {
        sync(false);
        db.execute("UPDATE tb_x SET name = 'new' WHERE id = 3");
        trigger("BEFORE UPDATE OR DELETE", "RETURN NULL;");
        failsNaming(true, "meddle (BEFORE UPDATE OR DELETE", "where id is 3");
    }

    @Test
    void aRowThatATriggerKeepsFromBeingDeletedIsAFailure() {
        sync(false);
        db.execute("DELETE FROM tb_x WHERE id = 3");
        trigger("BEFORE DELETE", "RETURN NULL;");
        failsNaming(true, "meddle (BEFORE DELETE", "where id is 3");
    }

    @Test
    void aValueThatATriggerChangesIsAFailure() {
        trigger("BEFORE INSERT OR UPDATE", "new.name = upper(new.name); RETURN new;");
        failsNaming(false, "meddle (BEFORE INSERT OR UPDATE", "where id is 1, 2, 3, 4");
    }

    @Test
    void aValueThatATriggerChangesAfterwardsIsAFailure() {
        trigger(
                "AFTER INSERT OR UPDATE",
                "UPDATE tv_x SET name = upper(name) WHERE id = new.id AND name <> upper(name); RETURN NULL;");
        failsNaming(false, "meddle (AFTER INSERT OR UPDATE", "where id is 1, 2, 3, 4");
    }

    @Test
    void theTriggerOfAPartitionIsNamedToo() {
        db.execute(
                "DROP TABLE tv_x",
                "CREATE TABLE tv_x (id int PRIMARY KEY, name text) PARTITION BY RANGE (id)",
                "CREATE TABLE tv_x_low PARTITION OF tv_x FOR VALUES FROM (0) TO (3)",
                "CREATE TABLE tv_x_high PARTITION OF tv_x FOR VALUES FROM (3) TO (9)",
                "CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TRIGGER meddle BEFORE INSERT ON tv_x_high FOR EACH ROW EXECUTE FUNCTION meddle()");
        assertThat(failure(false).what()).contains("meddle (BEFORE INSERT", "where id is 3, 4");
        db.execute("DROP TRIGGER meddle ON tv_x_high");
        sync(false);
    }

    @Test
    void whereTheWholeTableIsWrittenAtOnceTheTriggerIsNamedToo() {
        db.execute("ALTER TABLE tv_x ADD UNIQUE (name)");
        sync(false);
        db.execute("UPDATE tb_x SET name = CASE id WHEN 1 THEN 'n2' WHEN 2 THEN 'n1' WHEN 3 THEN 'new' ELSE name END");
        trigger("BEFORE INSERT", "IF new.id = 2 THEN RETURN NULL; END IF; RETURN new;");
        failsNaming(true, "meddle (BEFORE INSERT", "where id is 2");
    }

    @Test
    void whereRowsAreChangedOneByOneTheTriggerIsNamedAndNotTheirOrder() {
        db.execute("ALTER TABLE tv_x ADD UNIQUE (name)");
        sync(false);
        db.execute("UPDATE tb_x SET name = CASE id WHEN 1 THEN 'n2' WHEN 2 THEN 'n9' ELSE name END");
        trigger("BEFORE UPDATE OR DELETE", "IF new.id = 1 THEN RETURN NULL; END IF; RETURN new;");
        failsNaming(true, "meddle (BEFORE UPDATE OR DELETE", "where id is 1");
    }

    @Test
    void aViewThatIsEvaluatedOnceIsNoWayPastATrigger() {
        db.execute(
                "TRUNCATE tb_x",
                Blog.DEAR,
                "INSERT INTO tb_x SELECT n, 'n' || n FROM generate_series(1, 25000) n",
                "CREATE OR REPLACE VIEW v_x AS SELECT id, name FROM"
                        + " (SELECT *, row_number() OVER (ORDER BY dear(name)) FROM tb_x) x WHERE row_number > 0",
                "ANALYZE");
        trigger("BEFORE INSERT", "IF new.id = 17 THEN RETURN NULL; END IF; RETURN new;");
        failsNaming(false, "meddle (BEFORE INSERT", "where id is 17");
    }

    @Test
    void aRuleThatDoesSomethingInsteadIsAFailureThatNamesTheRule() {
        db.execute("CREATE RULE quiet AS ON INSERT TO tv_x DO INSTEAD NOTHING");
        assertThat(failure(false).what()).contains("public.tv_x", "rule quiet (ON INSERT DO INSTEAD)");
        db.execute("DROP RULE quiet ON tv_x", "CREATE RULE quiet AS ON UPDATE TO tv_x DO INSTEAD NOTHING");
        sync(false);
        db.execute("UPDATE tb_x SET name = 'new' WHERE id = 3");
        assertThat(failure(true).what()).contains("public.tv_x", "rule quiet (ON UPDATE DO INSTEAD)");
        db.execute("DROP RULE quiet ON tv_x");
        assertThat(sync(true).updated()).isEqualTo(1);
    }

    @Test
    void triggersThatLeaveTheRowsAsTheyAreChangeNothing() {
        trigger("BEFORE INSERT OR UPDATE OR DELETE", "IF TG_OP = 'DELETE' THEN RETURN old; END IF; RETURN new;");
        assertThat(sync(false).inserted()).isEqualTo(4);
        db.execute(
                "UPDATE tb_x SET name = 'new' WHERE id = 3",
                "DELETE FROM tb_x WHERE id = 1",
                "INSERT INTO tb_x VALUES (9, 'x')");
        TableResult result = sync(true);
        assertThat(result.inserted()).isEqualTo(1);
        assertThat(result.updated()).isEqualTo(1);
        assertThat(result.deleted()).isEqualTo(1);
        assertThat(sync(true).written()).isZero();
    }

    @Test
    void aTriggerThatIsDisabledChangesNothing() {
        trigger("BEFORE INSERT", "RETURN NULL;");
        db.execute("ALTER TABLE tv_x DISABLE TRIGGER meddle");
        assertThat(sync(false).inserted()).isEqualTo(4);
    }

    @Test
    void aValueThatTheColumnRoundsIsTheSameValue() {
        db.execute(
                "CREATE OR REPLACE VIEW v_x AS SELECT id, name, id / 3.0 AS share, timestamptz '2024-01-01 "
                        + "00:00:00.6' AS at FROM tb_x",
                "ALTER TABLE tv_x ADD share numeric(8,2), ADD at timestamptz(0)");
        assertThat(sync(false).inserted()).isEqualTo(4);
        assertThat(sync(true).written()).isZero();
    }
}
