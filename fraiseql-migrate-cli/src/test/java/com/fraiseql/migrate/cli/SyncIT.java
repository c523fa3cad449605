// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.cli.Executable.Result;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class SyncIT {

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestDatabase db;

    @BeforeEach
    void create() {
        db = TestDatabase.create();
        db.execute(
                "CREATE TABLE tb_post (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), title text)",
                "INSERT INTO tb_post (title) SELECT 'Post ' || n FROM generate_series(1, 1200) n",
                "CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb)",
                "CREATE VIEW v_post AS SELECT id, jsonb_build_object('title', title) AS data FROM tb_post",
                "CREATE TABLE tv_title (id uuid PRIMARY KEY, title text)");
    }

    @AfterEach
    void drop() {
        db.close();
    }

    private Executable shell() {
        return new Executable(directory).on(db);
    }

    @Test
    void aTableIsFilledOnceAndThenThereIsNothingToDo() {
        Result dry = shell().run("migrate", "sync", "--dry-run");
        assertThat(dry.out())
                .contains("○ public.tv_post from public.v_post: it is new; 1,200 rows are missing, for instance ");
        assertThat(db.query("SELECT count(*) FROM tv_post")).containsExactly("0");

        Result first = shell().run("migrate", "sync", "tv_post");
        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).contains("✓ public.tv_post: 1,200 inserted, 0 updated, 0 deleted in ");

        assertThat(shell().run("migrate", "sync").out())
                .contains(
                        "○ public.tv_title has nothing to be filled from: there is neither a view public.v_title "
                                + "nor a file sync/tv_title.sql nor an InitialSync bean",
                        "✓ Nothing to do: the definition of 1 table has not changed; rows were not compared (--full "
                                + "does)");

        db.execute("DELETE FROM tb_post WHERE title = 'Post 7'");
        Result full = shell().run("migrate", "sync", "--full", "--format", "json");
        assertThat(JsonMapper.shared()
                        .readTree(full.out())
                        .at("/synced/0/deleted")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aSelectBesideTheMigrationsFillsATableWithoutAView() {
        shell().write("sync/tv_title.sql", "SELECT id, title FROM tb_post;\n");
        shell().write("migrations/001_nothing.sql", "SELECT 1;\n");
        assertThat(shell().run("migrate", "sync", "tv_title").out()).contains("✓ public.tv_title: 1,200 inserted");
    }

    @Test
    void theFolderOfTheProjectsConfigurationIsRead() {
        shell().write(
                        "src/main/resources/application.properties",
                        "fraiseql.migrate.sync.location=classpath:db/read-side/\n");
        shell().write("src/main/resources/db/read-side/tv_title.sql", "SELECT id, title FROM tb_post;\n");
        shell().write("migrations/001_nothing.sql", "SELECT 1;\n");
        assertThat(shell().run("migrate", "sync", "tv_title").out()).contains("✓ public.tv_title: 1,200 inserted");
    }

    @Test
    void aTableThatIsNotThereIsAUsageError() {
        Result result = shell().run("migrate", "sync", "tv_nothing");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("There is no table tv_nothing in this database.");
    }

    @Test
    void upNamesTheTablesThatWaitAndSyncFollowsTheirFailures() {
        shell().write("migrations/001_views.sql", """
                CREATE TABLE tv_user (id uuid PRIMARY KEY, n int);
                CREATE VIEW v_user AS SELECT id, 1 / 0 AS n FROM tb_post;
                CREATE TABLE tv_reader (id uuid PRIMARY KEY, n int);
                CREATE VIEW v_reader AS SELECT id, n FROM tv_user;
                """);
        assertThat(shell().run("migrate", "up").out())
                .contains("Read tables that wait for fraiseql migrate sync: public.tv_post, public.tv_user, "
                        + "public.tv_reader");

        Result failed = shell().run("migrate", "sync", "--format", "json");
        assertThat(failed.exitCode()).isEqualTo(ExitCode.SQL.number());
        var json = JsonMapper.shared().readTree(failed.out());
        assertThat(json.at("/success").asBoolean()).isFalse();
        assertThat(json.at("/synced/0/table").asString()).isEqualTo("public.tv_post");
        assertThat(json.at("/failures/public.tv_user/code").asString()).isEqualTo("SYNC_FAILED");
        assertThat(json.at("/skipped/public.tv_reader").asString()).contains("public.tv_user");
    }

    @Test
    void rowsOfTheApplicationAreReportedAndWrittenWhenAsked() {
        db.execute("INSERT INTO tv_post SELECT id, '{}' FROM tb_post LIMIT 7");
        Result held = shell().run("migrate", "sync", "--exclude", "tv_title");
        assertThat(held.exitCode()).isZero();
        assertThat(held.out())
                .contains("○ public.tv_post was left alone, since no sync has written its rows: 1,193 rows are "
                        + "missing and 7 differ, for instance ");
        assertThat(db.query("SELECT count(*) FROM tv_post")).containsExactly("7");
        assertThat(shell().run("migrate", "sync", "--exclude", "tv_title", "--adopt")
                        .out())
                .contains("✓ public.tv_post: 1,193 inserted, 7 updated, 0 deleted in ");
    }
}
