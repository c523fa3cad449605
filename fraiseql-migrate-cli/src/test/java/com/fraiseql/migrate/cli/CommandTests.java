// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What needs no database, in this process. */
class CommandTests {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        out.reset();
        err.reset();
        return CommandTree.run(Contexts.in(directory, out, err), args);
    }

    private static CommandLine migrate() {
        return Objects.requireNonNull(
                CommandTree.build(Contexts.silent()).getSubcommands().get("migrate"));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void file(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "SELECT 1;\n");
    }

    @Test
    void createNumbersOnFromTheHighest() throws IOException {
        file("migrations/009_a.sql");
        file("migrations/R_view.sql");
        assertThat(run("migrate", "create", "b")).isZero();
        assertThat(out()).isEqualTo("✓ Created migrations/010_b.sql\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:migrations", "file:./migrations", "file://migrations", "file://ABSOLUTE/migrations"})
    void aFileUrlIsTheFolderThatItNames(String given) {
        String path = given.replace("ABSOLUTE", directory.toAbsolutePath().toString());
        assertThat(run("migrate", "init", "--path", path)).as(err()).isZero();
        assertThat(directory.resolve("migrations/README.md")).exists();
        assertThat(directory.resolve("file:")).doesNotExist();
        assertThat(run("migrate", "create", "a", "--path", path)).as(err()).isZero();
        assertThat(run("migrate", "validate", "--offline", "--path", path))
                .as(err())
                .isZero();
        assertThat(directory.resolve("migrations/001_a.sql")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "filesystem:db/migration, --path db/migration.",
        "classpath:db/migration, --path src/main/resources/db/migration.",
        "classpath:/migrations, --path src/main/resources/migrations.",
        "s3://bucket/migrations, a folder of this machine",
    })
    void anotherPrefixIsRefusedWithWhatToWrite(String path, String action) throws IOException {
        for (String command : new String[] {"init", "create a", "validate --offline"}) {
            String[] args = ("migrate " + command + " --path " + path).split(" ");
            assertThat(run(args)).isEqualTo(ExitCode.USAGE.number());
            assertThat(err()).contains("--path " + path + " begins with a prefix", action);
        }
        try (var left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "migrate rollback, down",
        "migrate undo, down",
        "migrate Rollback --force, down",
        "migrate deploy, up",
        "migrate apply, up",
        "migrate migrate, up",
        "migrate info, status",
        "migrate version, current",
        "migrate history, log",
        "migrate new x, create",
        "migrate stauts, status",
        "migrate ups, up",
        "migrate valdate, validate",
        "up, fraiseql migrate up",
        "rollback, fraiseql migrate down",
        "version, --version",
        "migrate help, --help",
        "migrate up --step 1, --steps",
        "migrate up --step=1, --steps",
    })
    void aWordThatIsNoCommandIsToldWhatItMeansHere(String line, String meant) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.USAGE.number());
        assertThat(err()).contains("Did you mean " + meant + "? Run ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "migrate basline",
                "migrate repear",
                "migrate umark",
                "migrate markk",
                "migrate clean",
                "migrate zz"
            })
    void whatRewritesTheHistoryIsNeverSuggestedForItsSpelling(String line) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.USAGE.number());
        assertThat(err()).doesNotContain("Did you mean");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "migrate up --placeholder foo | Value for option '--placeholder' (NAME=VALUE) should be in "
                        + "NAME=VALUE format",
                "migrate up --steps x | 'x' is not a whole number.",
                "migrate up --password hunter2 | Unknown option: '--password'",
                "migrate up --password=hunter2 | Unknown option: '--password'",
                "migrate up -U me -W hunter2 | Unknown options: '-U', '-W'",
            })
    void whatPicocliSaysIsSaidInSentencesWithoutSecrets(String line, String says) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.USAGE.number());
        assertThat(err()).startsWith("Error: ").contains(says).doesNotContain("hunter2", "option option", "*");
        if (line.contains("hunter2")) {
            assertThat(err()).contains("--url postgres://", "PGPASSWORD");
        }
    }

    @Test
    void aPlaceholderThatNoFileHasIsNamed() throws IOException {
        file("migrations/001_a.sql");
        Files.writeString(directory.resolve("migrations/002_b.sql"), "SELECT '$${ünit}${environment}';");
        String[] slip = {
            "migrate", "validate", "--offline", "--placeholder", "enviroment=prod", "--placeholder", "ünit=x"
        };
        assertThat(run(slip)).as(err()).isZero();
        assertThat(err()).isEqualTo("Warning: --placeholder enviroment: no file here has ${enviroment}.\n");
        assertThat(run("migrate", "validate", "--offline", "--format", "json", "--placeholder", "enviroment=prod"))
                .isZero();
        assertThat(out()).contains("\"warnings\":[\"--placeholder enviroment: no file here has ${enviroment}.\"]");
        assertThat(run("migrate", "validate", "--offline", "--placeholder", "environment=prod"))
                .isZero();
        assertThat(err()).isEmpty();
    }

    @Test
    void createByTimestampIsAskedForOrCarriedOn() throws IOException {
        file("migrations/001_a.sql");
        assertThat(run("migrate", "create", "b", "--timestamp")).isZero();
        assertThat(directory.resolve("migrations/20240115103000_b.sql")).exists();
        assertThat(run("migrate", "create", "c")).isZero();
        assertThat(directory.resolve("migrations/20240115103001_c.sql")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "Some Name!, some_name",
        "add_comments_table, add_comments_table",
        "addUserBio, add_user_bio",
        "HTTPLog, http_log",
        "'  -- what? --  ', what",
        "'añadir  Größe', anadir_grosse",
        "Größe, grosse",
        "'Ærø Łódź', aero_lodz",
        "add-index.sql, add_index",
        "001_initial_schema, initial_schema",
        "2fa_table, 2fa_table",
        "'user''s name', users_name",
    })
    void aNameBecomesSnakeCase(String given, String slug) throws IOException {
        Files.createDirectories(directory.resolve("migrations"));
        assertThat(run("migrate", "create", given)).as(err()).isZero();
        assertThat(out()).isEqualTo("✓ Created migrations/001_" + slug + ".sql\n");
    }

    @Test
    void severalWordsNeedNoQuotes() throws IOException {
        Files.createDirectories(directory.resolve("migrations"));
        assertThat(run("migrate", "create", "Some", "Name!")).isZero();
        assertThat(directory.resolve("migrations/001_some_name.sql"))
                .content()
                .startsWith("-- Migration 001: Some name\n--\n-- Author: tina\n-- Date: 2024-01-15\n");
    }

    @Test
    void createFollowsADateWithATime() throws IOException {
        file("migrations/20231231_a.sql");
        assertThat(run("migrate", "create", "b")).isZero();
        assertThat(directory.resolve("migrations/20240115103000_b.sql")).exists();
        file("migrations/20991399000000_c.sql");
        assertThat(run("migrate", "create", "d")).isEqualTo(ExitCode.FILES.number());
        assertThat(err()).contains("20991399000000 is none");
    }

    @Test
    void anotherToolsUndoSectionIsRefusedOfflineAndMentionedByCreate() throws IOException {
        Files.createDirectories(directory.resolve("migrations"));
        Files.writeString(
                directory.resolve("migrations/00001_customers.sql"),
                "-- +goose Up\nCREATE TABLE c (a int);\n-- +goose Down\nDROP TABLE IF EXISTS c;\n");
        assertThat(run("migrate", "validate", "--offline")).isEqualTo(ExitCode.SCRIPT.number());
        assertThat(err()).contains("00001_customers.sql:3:1", "goose", "-- Rollback:");
        assertThat(run("migrate", "create", "b")).isZero();
        assertThat(out()).isEqualTo("✓ Created migrations/00002_b.sql\n");
        assertThat(err()).contains("00001_customers.sql:3:1");
    }

    @Test
    void tenOfManyProblemsAreShownAndJsonHasAll() throws IOException {
        Files.createDirectories(directory.resolve("migrations"));
        for (int i = 100; i < 140; i++) {
            Files.writeString(
                    directory.resolve("migrations/" + i + "_x.sql"), "SELECT 1;\n-- migrate:down\nSELECT 2;\n");
        }
        assertThat(run("migrate", "validate", "--offline")).isEqualTo(ExitCode.SCRIPT.number());
        assertThat(err().lines().filter(line -> line.startsWith("Error: "))).hasSize(10);
        assertThat(err()).contains("40 problems were found, of which 10 are shown");
        run("migrate", "validate", "--offline", "--format", "json");
        assertThat(out()).contains("139_x.sql:2:1");
        run("migrate", "create", "y");
        assertThat(err()).contains("100_x.sql:2:1", "40 files cannot run").doesNotContain("101_x.sql");
    }

    @Test
    void validateSaysWhatAnEmptyFolderHoldsInstead() throws IOException {
        file("migrations/20240101_init/migration.sql");
        assertThat(run("migrate", "validate", "--offline")).isZero();
        assertThat(err()).contains("holds no migration", "20240101_init does not belong");
    }

    @Test
    void aRollbackOnTheLineOfItsMarkerIsNamed() throws IOException {
        Files.createDirectories(directory.resolve("migrations"));
        Files.writeString(
                directory.resolve("migrations/001_a.sql"), "CREATE TABLE t (a int);\n-- Rollback: DROP TABLE t;\n");
        Files.writeString(directory.resolve("migrations/002_b.sql"), "SELECT 1;\n-- Rollback:\n-- nothing to undo\n");
        file("migrations/003_c.sql");
        Files.writeString(directory.resolve("migrations/003_c.down.sql"), "-- later\n");
        assertThat(run("migrate", "validate", "--require-rollback")).isEqualTo(ExitCode.HISTORY.number());
        assertThat(err())
                .contains("no rollback for 001_a.sql, 003_c.sql.", "001_a.sql: Line 2 begins no rollback section");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!", "日本語", " ", ".sql"})
    void aNameOfNothingIsAnError(String name) throws IOException {
        Files.createDirectories(directory.resolve("migrations"));
        assertThat(run("migrate", "create", name)).isEqualTo(ExitCode.FILES.number());
        assertThat(err()).startsWith("Error: ").contains("Latin letters");
    }

    @Test
    void aNewFileIsAMigrationThatDoesNothingAndHasNoRollback() throws IOException {
        Files.createDirectories(directory.resolve("migrations"));
        run("migrate", "create", "a");
        assertThat(run("migrate", "validate", "--require-rollback")).isEqualTo(ExitCode.HISTORY.number());
        assertThat(run("migrate", "validate")).isZero();
        assertThat(run("migrate", "create", "nothing", "--path", "nowhere")).isEqualTo(ExitCode.FILES.number());
        assertThat(err()).contains("fraiseql migrate init");
    }

    @Test
    void theDirectoryOfASpringProjectIsFound() throws IOException {
        file("src/main/resources/migrations/001_a.sql");
        assertThat(run("migrate", "create", "b")).isZero();
        assertThat(out()).isEqualTo("✓ Created src/main/resources/migrations/002_b.sql\n");
        Files.createDirectories(directory.resolve("migrations"));
        assertThat(run("migrate", "create", "b")).isZero();
        assertThat(out()).isEqualTo("✓ Created migrations/001_b.sql\n");
    }

    @Test
    void aLocationOfTheStarterIsFound() throws IOException {
        Files.writeString(
                directory.resolve("fraiseql.properties"), "fraiseql.migrate.locations=classpath:db/changes/\n");
        file("src/main/resources/db/changes/001_a.sql");
        assertThat(run("migrate", "create", "b")).isZero();
        assertThat(out()).isEqualTo("✓ Created src/main/resources/db/changes/002_b.sql\n");
    }

    @Test
    void severalDirectoriesAreReadTogether() throws IOException {
        file("a/001_a.sql");
        file("b/002_b.sql");
        assertThat(run("migrate", "validate", "--offline", "--path", "a", "--path", "b"))
                .as(err())
                .isZero();
        assertThat(out()).contains("2 migrations");
        file("b/001_c.sql");
        assertThat(run("migrate", "validate", "--offline", "--path", "a", "--path", "b"))
                .isEqualTo(ExitCode.FILES.number());
        assertThat(err()).contains("001_a.sql", "001_c.sql");
        assertThat(run("migrate", "create", "c", "--path", "a", "--path", "b")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err()).contains("several directories: a, b").contains("Name one of them with --path");
    }

    @Test
    void theLocationsOfTheProjectAreReadTogether() throws IOException {
        file("src/main/resources/db/one/001_a.sql");
        file("src/main/resources/db/two/002_b.sql");
        file("db/three/003_c.sql");
        file("migrations/009_of_something_else.sql");
        Path config = directory.resolve("src/main/resources/application.yml");
        Files.writeString(config, """
                fraiseql:
                  migrate:
                    locations:
                      - classpath:db/one
                      - db/two
                      - file:./db/three
                """);
        assertThat(run("migrate", "validate", "--offline")).as(err()).isZero();
        assertThat(out()).contains("3 migrations");
        assertThat(run("migrate", "create", "b")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err()).contains("src/main/resources/db/one, src/main/resources/db/two, ./db/three");
        assertThat(run("migrate", "create", "b", "--path", "db/three")).isZero();
        assertThat(out()).isEqualTo("✓ Created db/three/004_b.sql\n");
        assertThat(run("migrate", "create", "d", "--path", "src/main/resources/db/one"))
                .isZero();
        assertThat(out()).as("the number is free in all of them").contains("005_d.sql");

        Files.writeString(config, "fraiseql.migrate.locations: classpath:db/one,classpath:of/a/jar\n");
        assertThat(run("migrate", "validate", "--offline")).isEqualTo(ExitCode.FILES.number());
        assertThat(err())
                .contains("classpath:of/a/jar (fraiseql.migrate.locations in src/main/resources/application.yml)")
                .contains("this command does not read jars");
        Files.writeString(config, """
                fraiseql.migrate.locations: classpath:db/one,classpath:of/a/jar
                fraiseql.migrate.fail-on-missing-locations: false
                """);
        assertThat(run("migrate", "validate", "--offline")).as(err()).isZero();
        Files.writeString(config, "fraiseql.migrate.locations: classpath*:db/**/x\n");
        assertThat(run("migrate", "validate", "--offline")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err()).contains("which only the application can look up");
    }

    @Test
    void aDatabaseOfAnotherProfileIsMentioned() throws IOException {
        file("migrations/001_a.sql");
        Files.writeString(
                directory.resolve("application-dev.properties"), "spring.datasource.url=jdbc:postgresql://dev/x\n");
        assertThat(run("migrate", "status")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err())
                .contains("No database is configured")
                .contains("application-dev.properties sets spring.datasource.url for the profile dev, which is not "
                        + "active");
    }

    @Test
    void initWhereAFileIsInTheWayIsAnError() throws IOException {
        Files.writeString(directory.resolve("migrations"), "");
        assertThat(run("migrate", "init")).isEqualTo(ExitCode.FILES.number());
        assertThat(err()).contains("is not a directory");
    }

    @Test
    void everyOptionIsDescribedAndEveryDefaultIsToldOnce() {
        for (CommandLine command : migrate().getSubcommands().values()) {
            assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
            for (OptionSpec option : command.getCommandSpec().options()) {
                assertThat(option.description())
                        .as(command.getCommandName() + " " + option.longestName())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void helpOfOneCommandIsThatOfTheWholeTree() {
        for (String name : migrate().getSubcommands().keySet()) {
            assertThat(run("migrate", name, "--help")).isZero();
            assertThat(out())
                    .startsWith("Usage: fraiseql migrate " + name)
                    .contains("-h, --help", "-V, --version")
                    .doesNotContain("picocli");
        }
        assertThat(run("migrate", "--help")).isZero();
        assertThat(out()).contains("baseline", "repair").doesNotContain("picocli");
        assertThat(run("migrate", "up", "--help")).isZero();
        assertThat(out()).contains("Replace ${NAME} in the migrations");
        assertThat(run("--help")).isZero();
        assertThat(out()).contains("migrate", "completion").doesNotContain("warm-up");
    }

    @Test
    void whatLooksLikeAVariableInAnArgumentIsTakenAsItIs() {
        String url = "postgres://user:${user.home}@localhost/$${PATH}";
        var parsed = CommandTree.build(Contexts.silent())
                .parseArgs("migrate", "status", "--url", url, "--path", "@${user.home}");
        var status = parsed.subcommand().subcommand();
        assertThat(status.<String>matchedOptionValue("--url", "")).isEqualTo(url);
        assertThat(status.matchedOption("--path").originalStringValues()).containsExactly("@${user.home}");
        assertThat(status.matchedOption("--path").stringValues()).containsExactly("@${user.home}");
    }

    @Test
    void theWarmUpNeedsNoDatabaseAndSaysNothing() {
        assertThat(run("warm-up")).as(err()).isZero();
        assertThat(out() + err()).isEmpty();
    }
}
