// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What commands print about a database, in this process. */
class OutputTests {

    @TempDir
    Path directory;

    private TestDatabase db;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void freshDatabase() {
        db = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() {
        db.close();
    }

    private void file(String name, String sql) throws IOException {
        Path file = directory.resolve("migrations").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, sql);
    }

    private int run(String... args) {
        out.reset();
        err.reset();
        List<String> all = new ArrayList<>(List.of("migrate"));
        all.addAll(List.of(args));
        all.addAll(List.of("--url", url()));
        return CommandTree.run(Contexts.in(directory, out, err), all.toArray(new String[0]));
    }

    private String url() {
        return db.url() + (db.url().contains("?") ? "&" : "?") + "user=" + db.user() + "&password=" + db.password();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out());
    }

    @Test
    void upSaysWhichDatabaseItHasChanged() throws IOException {
        file("001_a.sql", "SELECT 1;");
        assertThat(run("up")).as(err()).isZero();
        assertThat(out()).contains("✓ Migration completed successfully\n  in the database \"" + db.name() + "\" on ");
    }

    @Test
    void upSaysItWhereOneHasFailedAfterAnother() throws IOException {
        file("001_a.sql", "SELECT 1;");
        file("002_b.sql", "SELECT nope;");
        assertThat(run("up")).isEqualTo(ExitCode.SQL.number());
        assertThat(out()).contains("✗ Running migration: 002_b.sql\n  in the database \"" + db.name() + "\" on ");
    }

    @Test
    void statusEndsWithAnErrorWhereSomethingNeedsALook() throws IOException {
        file("001_a.sql", "SELECT 1;");
        run("up");
        assertThat(run("status", "--exit-code")).isZero();
        assertThat(out()).endsWith("  Times are UTC.\n");
        file("001_a.sql", "SELECT 2;");
        assertThat(run("status", "--exit-code")).isEqualTo(ExitCode.HISTORY.number());
        assertThat(run("status")).isZero();
    }

    @Test
    void validateSaysThatItHasAskedTheDatabase() throws IOException {
        file("001_a.sql", "SELECT 1;");
        run("up");
        file("001_a.sql", "SELECT 2;");
        assertThat(run("validate", "--format", "json")).isEqualTo(ExitCode.HISTORY.number());
        assertThat(json().at("/databaseChecked").asBoolean()).isTrue();
        run("validate", "--format", "json", "--offline");
        assertThat(json().at("/databaseChecked").asBoolean()).isFalse();
    }

    @Test
    void theLogSaysPlaceAndSqlStateOnce() throws IOException {
        file("001_a.sql", "SELECT nope;");
        run("up");
        assertThat(run("log")).isZero();
        assertThat(out())
                .containsOnlyOnce("001_a.sql:1:8")
                .containsOnlyOnce("42703")
                .contains("+00:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "status",
                "current",
                "log",
                "down --force",
                "mark 007",
                "unmark 007",
                "sync",
                "repair",
                "up --nope"
            })
    void everyFailureLeavesJsonOnTheOutput(String command) throws IOException {
        file("001_a.sql", "SELECT nope;");
        db.execute("CREATE TABLE fraiseql_migrations (x int)", "CREATE TABLE fraiseql_sync (x int)");
        List<String> args = new ArrayList<>(List.of(command.split(" ")));
        args.addAll(List.of("--format", "json"));
        assertThat(run(args.toArray(new String[0]))).as(out()).isNotZero();
        assertThat(json().at("/success").asBoolean()).isFalse();
        assertThat(json().at("/error/code").asString()).isNotEmpty();
    }

    @Test
    void aFailingMigrationIsInTheReport() throws IOException {
        file("001_a.sql", "SELECT nope;");
        run("up", "--format", "json");
        assertThat(json().at("/error/line").asInt()).isEqualTo(1);
        assertThat(out().lines()).hasSize(1);
    }

    @Test
    void theFileThatFailsIsNamedWhereAllAreOneTransaction() throws IOException {
        file("001_a.sql", "SELECT nope;");
        file("002_b.sql", "SELECT 1;");
        run("up", "--transaction", "all");
        assertThat(out()).isEqualTo("✗ Running migration: 001_a.sql\n");
    }

    @Test
    void whatIsShownHasNoSecretAndKeepsPlaceholdersInLiterals() throws IOException {
        file(
                "001_a.sql",
                "CREATE TABLE ${schema}.t (a text);\nINSERT INTO ${schema}.t VALUES ('${owner}');\n"
                        + "CREATE ROLE nobody_here PASSWORD\n  $$hunter2$$;\nALTER ROLE nobody_here PASSWORD '${pw}';");
        String[] dryRun = {
            "up",
            "--dry-run",
            "--show-sql",
            "--placeholder",
            "schema=public",
            "--placeholder",
            "owner=hunter2",
            "--placeholder",
            "pw=hunter2"
        };
        assertThat(run(dryRun)).as(err()).isZero();
        assertThat(out())
                .contains("CREATE TABLE public.t (a text)", "VALUES ('${owner}')", "$$*******$$")
                .doesNotContain("hunter2");
    }

    @Test
    void aPlaceholderWithAQuoteIsNamedByEveryCommandThatReadsTheFile() throws IOException {
        file("001_a.sql", "SELECT '${owner}';");
        for (String command : new String[] {"up", "validate", "up --dry-run"}) {
            List<String> args = new ArrayList<>(List.of(command.split(" ")));
            args.addAll(List.of("--placeholder", "owner=O'Hara"));
            assertThat(run(args.toArray(new String[0]))).isEqualTo(ExitCode.SCRIPT.number());
            assertThat(err()).contains("001_a.sql:1:9", "${owner}").doesNotContain("Hara", "changed while");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "status --format json",
                "current",
                "log",
                "log --format json",
                "validate",
                "down --dry-run",
                "up",
                "create x",
                "--help",
            })
    void outputThatTheDiskHasNoRoomForIsNoSuccess(String command) throws IOException {
        file("001_a.sql", "SELECT 1;\n-- Rollback:\n-- SELECT 2;\n");
        run("up");
        List<String> args = new ArrayList<>(List.of("migrate"));
        args.addAll(List.of(command.split(" ")));
        if (!command.equals("create x") && !command.equals("--help")) {
            args.addAll(List.of("--url", url()));
        }
        err.reset();
        int code = CommandTree.run(
                Contexts.in(directory, failing("No space left on device"), err), args.toArray(new String[0]));
        assertThat(code).isEqualTo(ExitCode.OUTPUT.number());
        assertThat(err()).contains("output could not be written: No space left on device");
        assertThat(err().lines().filter(line -> line.contains("could not be written")))
                .hasSize(1);
    }

    @Test
    void downNamesTheRepeatableMigrationsThatStayRecorded() throws IOException {
        file("001_country.sql", "CREATE TABLE country (name text);\n-- Rollback:\n-- DROP TABLE country;\n");
        file("R_country.sql", "INSERT INTO country VALUES ('CH');");
        file("R_region.sql", "SELECT 1;");
        run("up");
        String kept =
                "Warning: Repeatable migrations are not rolled back: R_country, R_region stay recorded as applied";
        assertThat(run("down", "--to", "0", "--dry-run")).isZero();
        assertThat(err()).contains(kept);
        run("down", "--to", "0", "--dry-run", "--format", "json");
        assertThat(json().at("/warnings/0").asString()).contains("R_country");
        assertThat(run("down", "--to", "0", "--force")).isZero();
        assertThat(err()).contains(kept, "fraiseql migrate unmark R_country");
    }

    @Test
    void upNamesAPlaceholderThatNoFileHas() throws IOException {
        file("001_a.sql", "CREATE SCHEMA ${environment};");
        assertThat(run("up", "--placeholder", "enviroment=prod")).isNotZero();
        assertThat(err()).startsWith("Warning: --placeholder enviroment: no file here has ${enviroment}.\n");
        run("up", "--placeholder", "enviroment=prod", "--format", "json");
        assertThat(json().at("/warnings/0").asString()).contains("enviroment");
        run("up", "--dry-run", "--placeholder", "environment=prod", "--placeholder", "x=y", "--format", "json");
        assertThat(json().at("/warnings/0").asString()).contains("--placeholder x");
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoError() throws IOException {
        file("001_a.sql", "SELECT 1;");
        int code = CommandTree.run(
                Contexts.in(directory, failing("Broken pipe"), err), "migrate", "status", "--url", url());
        assertThat(code).isZero();
        assertThat(err()).isEmpty();
    }

    @Test
    void aCommandThatFailsKeepsItsExitCodeWhereItsOutputIsLostToo() throws IOException {
        file("001_a.sql", "SELECT nope;");
        int code = CommandTree.run(
                Contexts.in(directory, failing("No space left on device"), err), "migrate", "up", "--url", url());
        assertThat(code).isEqualTo(ExitCode.SQL.number());
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    @Test
    void aNoticeShowsItsDetail() throws IOException {
        file(
                "001_a.sql",
                "CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM t;"
                        + " DROP TABLE t CASCADE;");
        run("up");
        assertThat(err())
                .contains("  NOTICE: drop cascades to 2 other objects\n    DETAIL: drop cascades to view v\n    drop");
    }
}
