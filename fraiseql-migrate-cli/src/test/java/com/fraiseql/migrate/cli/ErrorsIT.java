// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.cli.Executable.Result;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import com.fraiseql.migrate.testsupport.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ErrorsIT {

    @RegisterExtension
    static final FreshDatabase db = new FreshDatabase();

    @TempDir
    Path directory;

    private Executable shell() {
        return new Executable(directory).on(db.get());
    }

    private static void refused(Executable shell, ExitCode exitCode, String code, String says, String... args) {
        Result text = shell.run(args);
        assertThat(text.exitCode()).as(text.toString()).isEqualTo(exitCode.number());
        assertThat(text.err())
                .startsWith("Error: ")
                .contains(says)
                .contains("Action: ")
                .doesNotContain("\tat ", "Exception");
        assertThat(text.out()).isEmpty();

        List<String> asJson = new ArrayList<>(List.of(args));
        asJson.add("--format=json");
        Result json = shell.run(asJson.toArray(String[]::new));
        assertThat(json.exitCode()).as(json.toString()).isEqualTo(exitCode.number());
        assertThat(json.err().lines()).hasSize(1);
        assertThat(json.out().lines()).hasSize(1);
        assertThat(JsonMapper.shared().readTree(json.out()).isObject()).isTrue();
        JsonNode error = JsonMapper.shared().readTree(json.err());
        assertThat(error.at("/code").asString()).isEqualTo(code);
        assertThat(error.at("/message").asString()).contains(says);
        assertThat(error.at("/action").asString()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "migrate up --stepz 2 | Unknown option",
                "migrate up --steps two | --steps",
                "migrate up --steps 0 | --steps 0",
                "migrate up --show-sql | --dry-run",
                "migrate uo | Unmatched argument",
                "migrate | Missing command",
                "migrate create | NAME",
                "migrate status --format xml | --format",
                "migrate up --lock-timeout soon | not a duration",
                "migrate up --url mysql://u:hunter2@h/d | mysql",
                "frob | frob",
            })
    void aCommandLineThatCannotBeRightGetsAHint(String line, String says) {
        Result result = shell().run(line.split(" ", -1));
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err())
                .startsWith("Error: ")
                .contains(says, "Action: ")
                .doesNotContain("\tat ", "Exception", "hunter2");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aMisspeltOptionGetsASuggestionInBothFormats() {
        refused(
                shell(),
                ExitCode.USAGE,
                "BAD_CONFIGURATION",
                "Unknown option: '--step=2'",
                "migrate",
                "up",
                "--step=2");
        assertThat(shell().run("migrate", "up", "--step=2").err()).contains("Did you mean --steps");
    }

    @Test
    void noDatabaseIsNamed() {
        refused(
                new Executable(directory),
                ExitCode.USAGE,
                "BAD_CONFIGURATION",
                "No database is named",
                "migrate",
                "status");
    }

    @Test
    void theServerIsMissing() {
        shell().write("migrations/001_a.sql", "SELECT 1;");
        refused(
                new Executable(directory).with("DATABASE_URL", "postgres://u:hunter2@127.0.0.1:1/d"),
                ExitCode.CONNECTION,
                "UNREACHABLE",
                "127.0.0.1",
                "migrate",
                "status");
    }

    @Test
    void theSocketIsMissing() {
        shell().write("migrations/001_a.sql", "SELECT 1;");
        refused(
                new Executable(directory).with("PGHOST", directory.toString()),
                ExitCode.CONNECTION,
                "UNREACHABLE",
                ".s.PGSQL.5432",
                "migrate",
                "status");
    }

    @Test
    void theDatabaseIsMissing() {
        shell().write("migrations/001_a.sql", "SELECT 1;");
        Result result = shell().with("PGDATABASE", "no_such_database").run("migrate", "status");
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.CONNECTION.number());
        assertThat(result.err()).startsWith("Error: ").contains("no_such_database");
    }

    @Test
    void theFilesAreWrong() {
        refused(shell(), ExitCode.FILES, "LOCATION_MISSING", "migrations", "migrate", "up");
        shell().write("migrations/001_a.sql", "SELECT 1;");
        shell().write("migrations/01_b.sql", "SELECT 1;");
        refused(shell(), ExitCode.FILES, "DUPLICATE_VERSION", "01_b.sql", "migrate", "up");
        shell().write("migrations/notes.sql", "SELECT 1;");
        refused(shell(), ExitCode.FILES, "BAD_FILE_NAME", "notes.sql", "migrate", "status");
    }

    @Test
    void whatStandsInAFileIsWrong() {
        shell().write("migrations/001_a.sql", "SELECT 'never closed;\n");
        Result result = shell().run("migrate", "up");
        assertThat(result.exitCode()).isEqualTo(ExitCode.SCRIPT.number());
        assertThat(result.err()).contains("001_a.sql:1:8");
        JsonNode json = JsonMapper.shared()
                .readTree(shell().run("migrate", "up", "--format", "json").err());
        assertThat(json.at("/code").asString()).isEqualTo("UNTERMINATED");
        assertThat(json.at("/line").asInt()).isEqualTo(1);
        assertThat(json.at("/column").asInt()).isEqualTo(8);
    }

    @Test
    void anUnknownVersionIsAnError() {
        shell().write("migrations/001_a.sql", "SELECT 1;");
        refused(shell(), ExitCode.HISTORY, "UNKNOWN_VERSION", "17", "migrate", "mark", "17");
    }

    @Test
    void aPrivilegeIsMissing() {
        db.get().execute("DROP ROLE IF EXISTS fraiseql_poor", "CREATE ROLE fraiseql_poor LOGIN PASSWORD 'poor'");
        db.get().execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        try {
            shell().write("migrations/001_a.sql", "SELECT 1;");
            Result result = shell().with("PGUSER", "fraiseql_poor")
                    .with("PGPASSWORD", "poor")
                    .run("migrate", "up");
            assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.PRIVILEGE.number());
            assertThat(result.err()).startsWith("Error: ").doesNotContain("\tat ");
        } finally {
            db.get().execute("DROP OWNED BY fraiseql_poor", "DROP ROLE fraiseql_poor");
        }
    }

    @Test
    void thePasswordIsNeverShown() {
        shell().write("migrations/001_a.sql", "SELECT 1/0;");
        String url =
                "postgres://" + db.get().user() + ":hunter2@" + TestServer.get().host() + ":"
                        + TestServer.get().port() + "/" + db.get().name() + "?sslpassword=hunter3";
        for (String[] args : new String[][] {
            {"migrate", "up", "--url", url},
            {"migrate", "status", "--url", url},
            {"migrate", "down", "--url", url, "--dry-run"},
            {"migrate", "log", "--url", url},
            {"migrate", "up", "--url", url + "&nonsense=1"},
        }) {
            Result result = shell().with("FRAISEQL_DEBUG", "1").run(args);
            assertThat(result.toString()).doesNotContain("hunter");
        }
    }
}
