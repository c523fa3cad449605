// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Read tables with unique columns beside the key: whatever the view allows can be reached, in whatever order the rows
 * come.
 */
class UniqueColumnTests {

    @RegisterExtension
    static final FreshDatabase database = new FreshDatabase();

    private TestDatabase db = database.get();

    @BeforeEach
    void createPages() {
        db = database.get();
        db.execute(
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
                "CREATE TABLE tb_page (id int PRIMARY KEY, slug text NOT NULL, place int NOT NULL)",
                "CREATE TABLE tv_page (id int PRIMARY KEY, slug text NOT NULL UNIQUE, place int NOT NULL UNIQUE,"
                        + " visits int NOT NULL DEFAULT 0)",
                "CREATE VIEW v_page AS SELECT id, slug, place FROM tb_page",
                "CREATE TABLE sync_history (entity_type text, entity_id int, synced_at timestamptz, PRIMARY KEY "
                        + "(entity_type, entity_id))");
    }

    private SyncResult sync() {
        return ReadTables.builder(db.dataSource())
                .build()
                .sync(SyncOptions.defaults().withFull(true));
    }

    private void pages(int count) {
        db.execute(
                "INSERT INTO tb_page SELECT n, 'slug-' || n, n FROM generate_series(1, " + count + ") n",
                "ANALYZE tb_page");
        sync();
        db.execute("UPDATE tv_page SET visits = id");
    }

    private void assertEqualToTheView() {
        assertThat(db.query("SELECT count(*) FROM tv_page t FULL JOIN v_page v USING (id)"
                        + " WHERE (t.slug, t.place) IS DISTINCT FROM (v.slug, v.place)"))
                .containsExactly("0");
        assertThat(db.query("SELECT count(*) FROM sync_history h FULL JOIN tv_page t ON t.id = h.entity_id"
                        + " WHERE t.id IS NULL OR h.entity_id IS NULL"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a successor takes the slug of a deleted row over, near by and far away
                "DELETE FROM tb_page WHERE id = 5; INSERT INTO tb_page VALUES (0, 'slug-5', 1000000)",
                "DELETE FROM tb_page WHERE id = 25000; INSERT INTO tb_page VALUES (0, 'slug-25000', 1000000)",
                "DELETE FROM tb_page WHERE id = 1; INSERT INTO tb_page VALUES (99999, 'slug-1', 1000000)",
                // two swap their values
                "UPDATE tb_page SET slug = CASE id WHEN 3 THEN 'slug-24000' ELSE 'slug-3' END WHERE id IN (3, 24000)",
                // a ranking
                "UPDATE tb_page SET place = 25001 - place",
                "UPDATE tb_page SET place = CASE place WHEN 1 THEN 25000 ELSE place - 1 END",
            })
    void aStateThatTheViewAllowsIsReachedAcrossRanges(String change) {
        pages(25_000);
        db.execute(change.split("; "));
        SyncResult result = sync();
        assertEqualToTheView();
        assertThat(result.synced().get(0).written()).isPositive();
        assertThat(db.query("SELECT count(*) FROM tv_page WHERE visits <> id AND id BETWEEN 2 AND 24999"))
                .as("what the source does not give is kept")
                .containsExactly("0");
    }

    @Test
    void whateverPermutationTheViewGivesIsReached() {
        Random random = new Random(20261126);
        pages(12);
        String[] shapes = {
            "ALTER TABLE tv_page ADD EXCLUDE (place WITH =)",
            "CREATE UNIQUE INDEX by_expression ON tv_page ((slug || place))",
            "ALTER TABLE tv_page DROP CONSTRAINT tv_page_slug_key, ADD UNIQUE (slug) DEFERRABLE",
            "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        };
        for (int round = 0; round < 16; round++) {
            if (round % 4 == 0) {
                db.execute(shapes[round / 4]);
            }
            db.execute("UPDATE tb_page SET place = -place, slug = 'x' || slug");
            for (int i = 0; i < 3; i++) {
                db.execute("DELETE FROM tb_page WHERE id = " + (1 + random.nextInt(20)));
            }
            db.execute("INSERT INTO tb_page SELECT n, 'new-' || n, -1000 - n FROM generate_series(1, 20) n WHERE "
                    + "random() < 0.3 ON CONFLICT DO NOTHING");
            db.execute("UPDATE tb_page t SET place = r.place, slug = 'slug-' || r.slug FROM (SELECT id, row_number() "
                    + "OVER (ORDER BY random()) AS place,"
                    + " row_number() OVER (ORDER BY random()) AS slug FROM tb_page) r WHERE r.id = t.id");
            sync();
            assertEqualToTheView();
        }
    }

    @Test
    void rowsThatOthersReferToAreChangedInPlace() {
        pages(10);
        db.execute(
                "CREATE TABLE note (page int REFERENCES tv_page ON DELETE CASCADE)",
                "INSERT INTO note SELECT id FROM tv_page",
                "DELETE FROM tb_page WHERE id = 10",
                "UPDATE tb_page SET place = place + 1");
        sync();
        assertEqualToTheView();
        assertThat(db.query("SELECT count(*) FROM note")).containsExactly("9");
    }

    @Test
    void whereOnlyTheOrderOfWritingForbidsItTheErrorSaysSo() {
        pages(10);
        db.execute(
                "CREATE TABLE note (page int REFERENCES tv_page ON DELETE CASCADE)",
                "INSERT INTO note SELECT id FROM tv_page",
                "UPDATE tb_page SET place = 11 - place");
        MigrateException failure = Objects.requireNonNull(catchThrowableOfType(MigrateException.class, this::sync));
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_FAILED);
        assertThat(failure.what()).contains("because of the order of writing").contains("id 1, 2, 3, 4, 5");
        assertThat(db.query("SELECT count(*) FROM note")).containsExactly("10");
        db.execute("ALTER TABLE tv_page DROP CONSTRAINT tv_page_place_key, ADD UNIQUE (place) DEFERRABLE INITIALLY "
                + "IMMEDIATE");
        sync();
        assertEqualToTheView();
    }

    @Test
    void rowsThatTheConstraintNeverAllowsAreTheDatasFault() {
        pages(10);
        db.execute("UPDATE tb_page SET slug = 'slug-1' WHERE id = 2");
        MigrateException failure = Objects.requireNonNull(catchThrowableOfType(MigrateException.class, this::sync));
        assertThat(failure.what())
                .startsWith("The rows of public.v_page cannot be in public.tv_page together: ")
                .contains("tv_page_slug_key");
        assertThat(failure.render()).contains("slug-1");
    }
}
