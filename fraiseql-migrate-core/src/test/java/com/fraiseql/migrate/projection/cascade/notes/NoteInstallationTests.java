// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.CascadeNotes;
import com.fraiseql.migrate.projection.IncrementalMaintenance;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.ChangeFeed;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Installing, changing and removing what notes changes. */
class NoteInstallationTests {

    private TestDatabase database;
    private CascadeNotes notes;

    @BeforeEach
    void create() {
        database = TestDatabase.create();
        database.execute(Blog.SCHEMA);
        notes = new CascadeNotes(database.dataSource(), CascadeOptions.defaults());
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private List<String> objects() {
        return database.query("""
                SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
                UNION ALL SELECT relkind::text || ' ' || relname FROM pg_class
                  WHERE relnamespace = 'public'::regnamespace ORDER BY 1""");
    }

    @Test
    void aSecondInstallationDoesNothing() {
        assertThat(notes.install()).isTrue();
        assertThat(notes.install()).isFalse();
    }

    @Test
    void removingLeavesNothing() {
        List<String> before = objects();
        notes.install();
        assertThat(objects()).hasSizeGreaterThan(before.size());

        assertThat(notes.remove()).isTrue();
        assertThat(objects()).isEqualTo(before);
        assertThat(notes.remove()).isFalse();
    }

    @Test
    void nothingIsRemovedWhileAFeedIsOpen() {
        notes.install();
        ChangeFeed feed = notes.open(database.dataSource(), false);
        assertThatThrownBy(notes::remove)
                .isInstanceOf(MigrateException.class)
                .hasMessageContaining("An application instance reads what is noted.");
        feed.close();

        assertThat(notes.tables()).containsExactly("public.tb_comment", "public.tb_post", "public.tb_user");
        assertThat(notes.remove()).isTrue();
        assertThat(notes.tables()).isEmpty();
    }

    @Test
    void aTriggerThatIsMissingOrDisabledIsRestored() {
        notes.install();
        String trigger = database.query("SELECT tgname FROM pg_trigger WHERE tgrelid = 'tb_post'::regclass AND NOT "
                        + "tgisinternal ORDER BY 1")
                .get(0);
        database.execute("DROP TRIGGER " + trigger + " ON tb_post", "ALTER TABLE tb_user DISABLE TRIGGER USER");

        assertThat(notes.install()).isTrue();
        assertThat(database.query("SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'"))
                .isEmpty();
        assertThat(notes.install()).isFalse();
    }

    @Test
    void aMigrationThatChangesWhatAViewReadsMakesEveryFeedForgetAndGoOn() {
        notes.install();
        try (ChangeFeed feed = notes.open(database.dataSource(), false)) {
            database.execute("CREATE OR REPLACE VIEW v_post AS SELECT p.id, jsonb_build_object('title', p.title, "
                    + "'author', u.email) AS data FROM tb_post p LEFT JOIN tb_user u ON u.id = p.author_id");
            assertThat(notes.install()).isTrue();
            assertThat(Blog.changes(feed)).containsExactly("*");
            database.execute("UPDATE tb_user SET email = 'new' WHERE id = 2");
            database.execute("UPDATE tb_user SET name = 'new' WHERE id = 1");

            assertThat(Blog.changes(feed)).containsExactly("post 3", "user 1", "user 2");
        }
    }

    @Test
    void rowsOfPartitionsAndOfInheritingTablesAreNoted() {
        database.execute("""
                CREATE TABLE tb_event (id int, day date, text text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
                CREATE TABLE event_2026 PARTITION OF tb_event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
                CREATE TABLE tb_animal (id int PRIMARY KEY, name text);
                CREATE TABLE dog (breed text) INHERITS (tb_animal);""");
        notes.install();
        try (ChangeFeed feed = notes.open(database.dataSource(), false)) {
            database.execute(
                    "INSERT INTO tb_event VALUES (1, '2026-02-01', 'a')",
                    "INSERT INTO event_2026 VALUES (2, '2026-02-02', 'b')",
                    "INSERT INTO dog VALUES (3, 'rex', 'pug')");

            assertThat(Blog.changes(feed)).containsExactly("animal 3", "event 1/2026-02-01", "event 2/2026-02-02");
        }
    }

    @Test
    void oddNamesAndTypesAreNoted() {
        database.execute("""
                CREATE TYPE "Mood's" AS ENUM ('so', 'la''la');
                CREATE TABLE "tb_odd $1 ""x" ("K ""1" "Mood's" PRIMARY KEY, "$1" json, at timestamptz);""");
        notes.install();
        try (ChangeFeed feed = notes.open(database.dataSource(), false)) {
            database.execute("INSERT INTO \"tb_odd $1 \"\"x\" VALUES ('la''la', '{}', now())");
            assertThat(Blog.changes(feed)).containsExactly("odd $1 \"x la'la");
            database.execute("UPDATE \"tb_odd $1 \"\"x\" SET \"$1\" = '[]'");

            assertThat(Blog.changes(feed)).containsExactly("odd $1 \"x la'la");
        }
    }

    @Test
    void ofAMaintainedTableTheRowsThatItsPassWritesAreNoted() {
        database.execute(
                "CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL)",
                "CREATE INDEX ON tb_post (author_id)",
                "CREATE INDEX ON tb_comment (post_id)");
        new IncrementalMaintenance(database.dataSource()).apply(IvmOptions.defaults());
        notes.install();
        try (ChangeFeed feed = notes.open(database.dataSource(), false)) {
            database.execute("UPDATE tb_user SET name = 'Ada' WHERE id = 1");

            assertThat(Blog.changes(feed)).containsExactly("post 1", "post 2", "user 1");
        }
        assertThat(database.query("SELECT count(*) FROM (TABLE v_post EXCEPT TABLE tv_post) d"))
                .containsExactly("0");
        assertThat(new IncrementalMaintenance(database.dataSource()).inspect(IvmOptions.defaults()))
                .isEmpty();
    }

    @Test
    void aNameOfManyBytesIsCutToWhatTheServerKeeps() {
        String table = "表".repeat(20);
        database.execute(
                "CREATE TABLE \"" + table + "\" (id int PRIMARY KEY, text text)",
                "CREATE VIEW v_note AS SELECT id, text FROM \"" + table + "\"");
        assertThat(notes.install()).isTrue();
        assertThat(notes.install()).isFalse();
        try (ChangeFeed feed = notes.open(database.dataSource(), false)) {
            database.execute("INSERT INTO \"" + table + "\" VALUES (1, 'a')");

            assertThat(Blog.changes(feed)).containsExactly("note 1");
        }
    }
}
