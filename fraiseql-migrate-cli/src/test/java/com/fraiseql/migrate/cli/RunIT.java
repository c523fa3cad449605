// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.cli.Executable.Result;
import com.fraiseql.migrate.cli.Executable.Running;
import com.fraiseql.migrate.testsupport.Await;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunIT {

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestDatabase db;

    @BeforeEach
    void create() {
        db = TestDatabase.create();
    }

    @AfterEach
    void drop() {
        db.close();
    }

    private Executable shell() {
        return new Executable(directory).on(db);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private boolean sleeping() {
        return db.query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND query LIKE '%pg_sleep%' AND state = 'active' AND pid <> pg_backend_pid()")
                .get(0)
                .equals("1");
    }

    @Test
    void ofTwoUpsAtOnceOneWaitsAndSaysForWhom() throws InterruptedException {
        shell().write("migrations/001_slow.sql", "CREATE TABLE a ();\nSELECT pg_sleep(4);\n");
        Running first = shell().with("PGAPPNAME", "the-first").startSelf("migrate", "up");
        Await.until(this::sleeping);
        Result second = shell().run("migrate", "up");
        Result done = first.await();
        assertThat(done.exitCode()).as(done.toString()).isZero();
        assertThat(second.exitCode()).as(second.toString()).isZero();
        assertThat(second.err()).contains("Waiting for another migrator", "the-first", "pid ");
        assertThat(second.out()).contains("✓ Nothing to do: 1 migration is applied");
    }

    @Test
    void whoWaitsTooLongSaysForWhom() throws InterruptedException {
        shell().write("migrations/001_slow.sql", "SELECT pg_sleep(30);\n");
        Running first = shell().with("PGAPPNAME", "the-first").startSelf("migrate", "up");
        Await.until(this::sleeping);
        Result second = shell().run("migrate", "up", "--mutex-wait", "1s");
        first.process().destroy();
        first.await();
        assertThat(second.exitCode()).as(second.toString()).isEqualTo(ExitCode.LOCK.number());
        assertThat(second.err()).contains("Error: ", "the-first");
    }

    @Test
    void aSignalLeavesAReportForAMachine() throws IOException, InterruptedException {
        shell().write("migrations/001_slow.sql", "SELECT pg_sleep(60);\n");
        Running up = shell().startSelf("migrate", "up", "--format", "json");
        Await.until(this::sleeping);
        assertThat(new ProcessBuilder(
                                "kill", "-HUP", String.valueOf(up.process().pid()))
                        .start()
                        .waitFor(10, TimeUnit.SECONDS))
                .isTrue();
        Result result = up.await();
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.HANGUP.number());
        assertThat(json(result.out()).at("/error/code").asString()).isEqualTo("CANCELLED");
        assertThat(json(result.err()).at("/code").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void whileALockIsHeldItSaysByWhomAndThatItTriesAgain() throws Exception {
        db.execute("CREATE TABLE busy ()");
        shell().write("migrations/001_a.sql", "ALTER TABLE busy ADD COLUMN a int;\n");
        Result result;
        try (Connection report = db.connect();
                Statement statement = report.createStatement()) {
            report.setAutoCommit(false);
            statement.execute("SELECT * FROM busy");
            result = shell().run("migrate", "up", "--lock-wait", "2s");
        }
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.LOCK.number());
        assertThat(result.err())
                .contains(
                        "  001_a: a lock could not be acquired in time. Trying again in ",
                        "held by pid ",
                        "SELECT * FROM busy");
    }

    @ParameterizedTest
    @CsvSource({"HUP,129", "INT,130", "TERM,143"})
    void aSignalCancelsTheStatementAndReleasesTheMutex(String signal, int exitCode)
            throws IOException, InterruptedException {
        shell().write("migrations/001_a.sql", "CREATE TABLE a ();\n");
        shell().write("migrations/002_slow.sql", "CREATE TABLE b ();\nSELECT pg_sleep(60);\n");
        Running up = shell().startSelf("migrate", "up");
        Await.until(this::sleeping);
        assertThat(new ProcessBuilder(
                                "kill",
                                "-" + signal,
                                String.valueOf(up.process().pid()))
                        .start()
                        .waitFor(10, TimeUnit.SECONDS))
                .isTrue();
        Result result = up.await();
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
        assertThat(result.out()).contains("✓ Running migration: 001_a.sql");
        assertThat(result.err()).contains("Stopping", "Error: ");
        assertThat(db.query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database())"))
                .containsExactly("0");
        assertThat(sleeping()).isFalse();
        assertThat(db.query("SELECT to_regclass('b') IS NULL")).containsExactly("t");

        shell().write("migrations/002_slow.sql", "CREATE TABLE b ();\n");
        Result again = shell().run("migrate", "up");
        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(again.out()).contains("✓ Running migration: 002_slow.sql");
    }

    @Test
    void aSignalWhileDownWaitsForTheHistoryLeavesEverythingAsItIs() throws Exception {
        shell().write("migrations/001_a.sql", "CREATE TABLE a ();\n-- Rollback:\n-- DROP TABLE a;\n");
        shell().run("migrate", "up");
        try (Connection other = db.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE fraiseql_migrations");
            Running down = shell().startSelf("migrate", "down", "--force");
            Await.until(() -> !db.query("SELECT 1 FROM pg_locks WHERE NOT granted AND relation ="
                            + " 'fraiseql_migrations'::regclass")
                    .isEmpty());
            new ProcessBuilder("kill", "-TERM", String.valueOf(down.process().pid()))
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
            Result result = down.await();
            assertThat(result.exitCode()).as(result.toString()).isEqualTo(143);
            assertThat(result.err()).contains("Stopping", "Error: The run was cancelled.");
            other.rollback();
        }
        assertThat(db.query("SELECT to_regclass('a') IS NULL")).containsExactly("f");
    }

    @Test
    void theDryRunShowsUnitsAndStandaloneStatementsAndSql() {
        shell().write("migrations/001_a.sql", "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY i ON a (id);\n");
        Result text = shell().run("migrate", "up", "--dry-run", "--show-sql");
        assertThat(text.exitCode()).as(text.toString()).isZero();
        assertThat(text.lines())
                .containsExactly(
                        "Would apply 1 migration:",
                        "  ○ 001_a.sql (2 statements in 2 units)",
                        "      standalone, line 2: CREATE INDEX CONCURRENTLY i ON a (id)",
                        "CREATE TABLE a (id int);",
                        "CREATE INDEX CONCURRENTLY i ON a (id);",
                        "Nothing has been changed.");
        JsonNode json = json(shell().run("migrate", "up", "--dry-run", "--show-sql", "--format", "json")
                .out());
        assertThat(json.at("/pending/0/units/1/kind").asString()).isEqualTo("STANDALONE");
        assertThat(json.at("/pending/0/sql").size()).isEqualTo(2);
        assertThat(db.query("SELECT to_regclass('fraiseql_migrations') IS NULL"))
                .as("nothing is changed, not even our own tables")
                .containsExactly("t");
    }

    @Test
    void everyReportIsJsonIfAskedFor() {
        assertThat(json(shell().run("migrate", "init", "--format", "json").out())
                        .at("/createdReadme")
                        .asBoolean())
                .isTrue();
        assertThat(json(shell().run("migrate", "create", "a", "--format=json").out())
                        .at("/version")
                        .asString())
                .isEqualTo("001_a");
        shell().write("migrations/001_a.sql", "CREATE TABLE a ();\n-- Rollback:\n-- DROP TABLE a;\n");
        shell().write("migrations/002_b.sql", "CREATE TABLE b ();\n-- Rollback:\n-- DROP TABLE b;\n");
        assertThat(json(shell().run("migrate", "validate", "--format", "json").out())
                        .at("/valid")
                        .asBoolean())
                .isTrue();
        JsonNode up = json(
                shell().run("migrate", "up", "--to", "1", "--format", "json").out());
        assertThat(up.at("/applied/0/version").asString()).isEqualTo("001_a");
        assertThat(up.at("/success").asBoolean()).isTrue();
        JsonNode status =
                json(shell().run("migrate", "status", "--format", "json").out());
        assertThat(status.at("/pending").asInt()).isEqualTo(1);
        assertThat(status.at("/migrations/0/state").asString()).isEqualTo("APPLIED");
        assertThat(status.at("/database").asString()).isEqualTo(db.name());
        assertThat(json(shell().run("migrate", "current", "--format", "json").out())
                        .at("/version")
                        .asString())
                .isEqualTo("001_a");
        assertThat(json(shell().run("migrate", "mark", "2", "--format", "json").out())
                        .at("/marked/0")
                        .asString())
                .isEqualTo("002_b");
        assertThat(json(shell().run("migrate", "unmark", "2", "--format", "json")
                                .out())
                        .at("/unmarked/0")
                        .asString())
                .isEqualTo("002_b");
        assertThat(json(shell().run("migrate", "baseline", "2", "--format", "json")
                                .out())
                        .at("/marked/0")
                        .asString())
                .isEqualTo("002_b");
        assertThat(json(shell().run("migrate", "repair", "--format", "json").out())
                        .at("/repaired")
                        .isArray())
                .isTrue();
        JsonNode log = json(shell().run("migrate", "log", "--format", "json").out());
        assertThat(log.at("/0/action").asString()).isEqualTo("baseline");
        JsonNode down = json(shell().run("migrate", "down", "--steps", "1", "--force", "--format", "json")
                .out());
        assertThat(down.has("rolledBack")).isTrue();
    }

    @Test
    void aRunThatFailsSaysInJsonWhatItHadDone() {
        shell().write("migrations/001_a.sql", "CREATE TABLE a ();\n");
        shell().write("migrations/002_b.sql", "CREATE TABLE b (x nonsense);\n");
        Result result = shell().run("migrate", "up", "--format", "json");
        assertThat(result.exitCode()).isEqualTo(ExitCode.SQL.number());
        assertThat(json(result.out()).at("/applied/0/version").asString()).isEqualTo("001_a");
        assertThat(json(result.out()).at("/success").asBoolean(true)).isFalse();
        JsonNode error = json(result.err());
        assertThat(error.at("/code").asString()).isEqualTo("STATEMENT_FAILED");
        assertThat(error.at("/file").asString()).isEqualTo("002_b.sql");
        assertThat(error.at("/line").asInt()).isEqualTo(1);
        assertThat(error.at("/column").asInt()).isEqualTo(19);
        assertThat(error.propertyNames())
                .containsExactly("code", "message", "action", "file", "line", "column", "detail");
    }

    @Test
    void validateWorksWithoutADatabase() {
        Executable offline = new Executable(directory);
        offline.write("migrations/001_a.sql", "CREATE TABLE a ();\n");
        Result good = offline.run("migrate", "validate");
        assertThat(good.exitCode()).as(good.toString()).isZero();
        assertThat(good.lines())
                .containsExactly("✓ 1 migration is valid (files only)", "  without a rollback: 001_a.sql");
        assertThat(offline.run("migrate", "validate", "--require-rollback").exitCode())
                .isEqualTo(ExitCode.HISTORY.number());

        offline.write("migrations/002_b.sql", "SELECT 'never closed;\n");
        offline.write("migrations/003_c.sql", "SELECT 1;\n\\gexec\n");
        Result bad = offline.run("migrate", "validate");
        assertThat(bad.exitCode()).isEqualTo(ExitCode.SCRIPT.number());
        assertThat(bad.err()).contains("002_b.sql", "003_c.sql", "\\gexec");
        JsonNode json =
                json(offline.run("migrate", "validate", "--format", "json").out());
        assertThat(json.at("/problems").size()).isEqualTo(2);

        offline.write("migrations/003_other.sql", "SELECT 1;\n");
        Result duplicate = offline.run("migrate", "validate");
        assertThat(duplicate.exitCode()).isEqualTo(ExitCode.FILES.number());
        assertThat(duplicate.err()).contains("003_c.sql", "003_other.sql");
    }

    @Test
    void validateComparesWithTheHistoryWhereADatabaseIsNamed() {
        shell().write("migrations/001_a.sql", "CREATE TABLE a ();\n-- Rollback:\n-- DROP TABLE a;\n");
        assertThat(shell().ask("migrate", "validate").out()).contains("1 migration is valid, 1 pending");
        assertThat(shell().ask("migrate", "validate", "--no-pending").exitCode())
                .isEqualTo(ExitCode.HISTORY.number());
        assertThat(shell().ask("migrate", "status", "--exit-code").exitCode()).isEqualTo(ExitCode.HISTORY.number());
        shell().ask("migrate", "up");
        assertThat(shell().ask("migrate", "validate", "--no-pending").exitCode())
                .isZero();
        assertThat(shell().ask("migrate", "status", "--exit-code").exitCode()).isZero();
        shell().write("migrations/001_a.sql", "CREATE TABLE edited ();\n");
        assertThat(shell().ask("migrate", "validate").err()).contains("001_a.sql checksum mismatch");
        assertThat(shell().ask("migrate", "validate", "--offline").exitCode()).isZero();
        assertThat(shell().ask("migrate", "repair").out()).contains("✓ Checksum accepted: 001_a");
        assertThat(shell().ask("migrate", "validate").exitCode()).isZero();
    }

    @Test
    void theBackupComesFirstAndItsFailureStopsTheRun() throws IOException {
        shell().write("migrations/001_a.sql", "CREATE TABLE a ();\n");
        Executable dumping = Tools.withPgDump(shell(), directory, db);
        Path tools = Files.createDirectories(directory.resolve("broken"));
        Tools.write(tools.resolve("pg_dump"), "#!/bin/sh\necho \"args: $*\" >&2\necho no luck >&2\nexit 3\n");

        Result broken = dumping.shell("PATH=" + tools + ":$PATH fraiseql migrate up --backup b.sql");
        assertThat(broken.exitCode()).as(broken.toString()).isEqualTo(ExitCode.SQL.number());
        assertThat(broken.err()).contains("pg_dump ended with exit code 3", "no luck", "Nothing has been migrated");
        assertThat(directory.resolve("b.sql")).doesNotExist();
        assertThat(db.query("SELECT to_regclass('a') IS NULL")).containsExactly("t");

        Result good = dumping.shell("PATH=$EXTRA_PATH:$PATH fraiseql migrate up --backup b.sql");
        assertThat(good.exitCode()).as(good.toString()).isZero();
        assertThat(good.lines())
                .startsWith(
                        "✓ Backup written: b.sql",
                        "✓ Running migration: 001_a.sql",
                        "✓ Migration completed successfully");
        assertThat(Files.size(directory.resolve("b.sql"))).isPositive();
        assertThat(Files.getPosixFilePermissions(directory.resolve("b.sql"))).hasSize(2);

        Result twice = dumping.shell("PATH=$EXTRA_PATH:$PATH fraiseql migrate up --backup b.sql");
        assertThat(twice.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(twice.err()).contains("never overwritten");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pg_dump: error: aborting because of server version mismatch | pg_dump is older than the server | "
                        + "major version",
                "pg_dump: error: could not write to output file: No space left on device | the disk is full | free "
                        + "some space",
                "pg_dump: error: query failed: ERROR:  permission denied for table b | lacks the right to read "
                        + "everything | "
                        + "grant it",
                "pg_dump: error: connection to server at \"h\" failed: FATAL: x | cannot connect, although this "
                        + "command can | ~/.pgpass",
                "pg_dump: error: something else | ended with exit code 1 | correct what pg_dump says",
            })
    void whatPgDumpComplainsAboutIsSaid(String complaint, String says, String action) throws IOException {
        shell().write("migrations/001_a.sql", "CREATE TABLE a ();\n");
        Path tools = Files.createDirectories(directory.resolve("complaining"));
        Tools.write(tools.resolve("pg_dump"), "#!/bin/sh\necho '" + complaint + "' >&2\nexit 1\n");
        Result result = shell().shell("PATH=" + tools + ":$PATH fraiseql migrate up --backup b.sql");
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.SQL.number());
        assertThat(result.err()).contains(says, complaint, "Nothing has been migrated", action);
    }

    @Test
    void aBackupIntoAFolderThatIsNotThereIsNotPgDumpsFault() {
        shell().write("migrations/001_a.sql", "CREATE TABLE a ();\n");
        Result result = shell().run("migrate", "up", "--backup", "nowhere/b.sql");
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err())
                .contains("The folder for the backup, nowhere, does not exist.", "Create it")
                .doesNotContain("pg_dump");
        shell().write("file", "");
        assertThat(shell().run("migrate", "up", "--backup", "file/b.sql").err()).contains("is not a directory");
        assertThat(db.query("SELECT to_regclass('a') IS NULL")).containsExactly("t");
    }

    @Test
    void withoutPgDumpABackupSaysSo() throws IOException {
        shell().write("migrations/001_a.sql", "CREATE TABLE a ();\n");
        Path tools = Files.createDirectories(directory.resolve("none"));
        Result result = shell().with("PATH", tools.toString())
                .execute(
                        List.of(
                                Executable.java(),
                                "-jar",
                                Executable.file().toString(),
                                "migrate",
                                "up",
                                "--backup",
                                "b.sql"),
                        null);
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.SQL.number());
        assertThat(result.err()).contains("pg_dump cannot be started", "install PostgreSQL's client programs");
    }

    @Test
    void placeholdersOfTheProjectAreReplaced() {
        shell().write("migrations/001_a.sql", "CREATE TABLE ${prefix}_a (${column} int);\n");
        shell().write("config/application.yml", """
                spring.profiles.active: blue
                fraiseql.migrate.placeholders:
                  prefix: plain
                  column: n
                """);
        shell().write("config/application-blue.yml", "fraiseql.migrate.placeholders.prefix: blue\n");
        Result result = shell().run("migrate", "up", "--placeholder", "column=m");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(db.query("SELECT attname FROM pg_attribute WHERE attrelid = 'blue_a'::regclass AND attnum > 0"))
                .containsExactly("m");
    }

    @Test
    void thePasswordReachesPgDumpThroughTheEnvironmentOnly() throws IOException {
        shell().write("migrations/001_a.sql", "CREATE TABLE a ();\n");
        Path tools = Files.createDirectories(directory.resolve("spy"));
        Tools.write(
                tools.resolve("pg_dump"), "#!/bin/sh\necho \"$*\" > args\necho \"$PGPASSWORD\" > password\nexit 1\n");
        shell().with("PGPASSWORD", "hunter2").shell("PATH=" + tools + ":$PATH fraiseql migrate up --backup b.sql");
        assertThat(directory.resolve("args")).content().doesNotContain("hunter2");
        assertThat(directory.resolve("password")).hasContent("hunter2");
    }

    @Test
    void markUnmarkBaselineAndCurrentDoWhatTheySay() {
        for (String name : new String[] {"001_a", "002_b", "003_c"}) {
            shell().write("migrations/" + name + ".sql", "SELECT 1;\n");
        }
        assertThat(shell().ask("migrate", "current").out()).isEmpty();
        assertThat(shell().ask("migrate", "baseline", "2").lines())
                .containsExactly("✓ Marked as applied: 001_a", "✓ Marked as applied: 002_b");
        assertThat(shell().ask("migrate", "current").lines()).containsExactly("002_b");
        assertThat(shell().ask("migrate", "unmark", "002_b").lines())
                .containsExactly("✓ No longer marked as applied: 002_b");
        assertThat(shell().ask("migrate", "mark", "002_b").lines()).containsExactly("✓ Marked as applied: 002_b");
        assertThat(shell().ask("migrate", "mark", "002_b").lines())
                .containsExactly("✓ All of them are applied already");
        assertThat(shell().ask("migrate", "up").out()).contains("003_c.sql").doesNotContain("002_b");
        assertThat(shell().ask("migrate", "log").out()).contains("baseline", "unmark", "mark", "up");
    }

    @Test
    void schemaAndTableAreTakenFromTheProjectToo() {
        db.execute("CREATE SCHEMA app");
        shell().write("migrations/001_a.sql", "SELECT 1;\n");
        shell().write("application.yml", "fraiseql:\n  migrate:\n    schema: app\n    table: history\n");
        assertThat(shell().run("migrate", "up").exitCode()).isZero();
        assertThat(db.query("SELECT count(*) FROM app.history")).containsExactly("1");
        Executable springOnly = new Executable(directory);
        springOnly.write(
                "application-local.properties",
                "spring.datasource.url=" + db.url() + "\nspring.datasource.username=" + db.user()
                        + "\nspring.datasource.password=" + db.password() + "\n");
        Result result = springOnly.with("SPRING_PROFILES_ACTIVE", "local").run("migrate", "status");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).contains("✓ 001_a.sql");
    }

    @Test
    void aNoticeOfTheServerIsShown() {
        shell().write("migrations/001_a.sql", "DO $$ BEGIN RAISE NOTICE 'Migrated % users', 7; END $$;\n");
        assertThat(shell().run("migrate", "up").err()).contains("NOTICE: Migrated 7 users");
    }
}
