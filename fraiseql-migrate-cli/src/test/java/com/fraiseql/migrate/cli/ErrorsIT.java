// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.cli.Executable.Result;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import com.fraiseql.migrate.testsupport.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
        Result text = shell.ask(args);
        assertThat(text.exitCode()).as(text.toString()).isEqualTo(exitCode.number());
        assertThat(text.err())
                .startsWith("Error: ")
                .contains(says)
                .contains("Action: ")
                .doesNotContain("\tat ", "Exception");
        assertThat(text.out()).isEmpty();

        List<String> asJson = new ArrayList<>(List.of(args));
        asJson.add("--format=json");
        Result json = shell.ask(asJson.toArray(String[]::new));
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
        Result result = shell().ask(line.split(" ", -1));
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
                "No database is configured",
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
        Result result = shell().with("PGDATABASE", "no_such_database").ask("migrate", "status");
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
    void theUndoSectionOfAnotherToolIsNotRun() {
        db.get().execute("CREATE TABLE customers (id int)", "INSERT INTO customers VALUES (1)");
        shell().write(
                        "migrations/00001_customers.sql",
                        "-- +goose Up\nCREATE TABLE IF NOT EXISTS customers (id int);\n-- +goose Down\nDROP TABLE "
                                + "IF EXISTS customers;\n");
        for (String[] args : new String[][] {
            {"migrate", "up"},
            {"migrate", "up", "--dry-run"},
            {"migrate", "validate"},
            {"migrate", "validate", "--offline"}
        }) {
            Result result = shell().ask(args);
            assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.SCRIPT.number());
            assertThat(result.err()).contains("00001_customers.sql:3:1", "goose", "Action: Write -- Rollback:");
        }
        assertThat(db.get().query("SELECT id FROM customers")).containsExactly("1");
    }

    @Test
    void theMigrationsLieInSubFolders() {
        // what it applies would be a history to the other tests
        try (TestDatabase database = TestDatabase.create()) {
            Executable shell = new Executable(directory).on(database);
            shell.write("migrations/20240101_init/migration.sql", "CREATE TABLE first (id int);");
            Result result = shell.ask("migrate", "up");
            assertThat(result.exitCode()).as(result.toString()).isZero();
            assertThat(result.err()).contains("holds no migration", "20240101_init");
            shell.write("migrations/20240101_init.sql", "CREATE TABLE first (id int);");
            assertThat(shell.ask("migrate", "up").exitCode()).isZero();
            shell.write("elsewhere/README.md", "Nothing here.");
            Result elsewhere = shell.ask("migrate", "up", "--path", "elsewhere");
            assertThat(elsewhere.exitCode()).as(elsewhere.toString()).isEqualTo(ExitCode.HISTORY.number());
            assertThat(elsewhere.err()).contains("the history has 20240101_init.sql", "elsewhere holds no migration");
        }
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
                    .ask("migrate", "up");
            assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.PRIVILEGE.number());
            assertThat(result.err()).startsWith("Error: ").doesNotContain("\tat ");
        } finally {
            db.get().execute("DROP OWNED BY fraiseql_poor", "DROP ROLE fraiseql_poor");
        }
    }

    @Test
    void aPasswordFileThatOthersMayReadIsNotUsedByTheDriverEither() throws IOException {
        shell().write("migrations/001_a.sql", "SELECT 1;");
        Path file = shell().write(".pgpass", "*:*:*:*:hunter2\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (PasswordAsker server = PasswordAsker.start()) {
            Executable shell = new Executable(directory)
                    .with("HOME", directory.toString())
                    .with(
                            "DATABASE_URL",
                            "postgres://fraiseql_listed@127.0.0.1:" + server.port() + "/d?sslmode=disable");
            Result ignored = shell.run("migrate", "status");
            assertThat(ignored.exitCode()).as(ignored.toString()).isEqualTo(ExitCode.CONNECTION.number());
            assertThat(ignored.err())
                    .contains("is ignored, since others may read it")
                    .contains("The server asks for a password, and there is none.");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            Result used = shell.run("migrate", "status");
            assertThat(used.err()).as("HOME counts, not the password database").contains("did not accept the password");
            assertThat(ignored + "" + used).doesNotContain("hunter2");
        }
    }

    /** Asks for a clear-text password and refuses each: the server of the tests may trust everyone. */
    private record PasswordAsker(ServerSocket socket) implements AutoCloseable {

        static PasswordAsker start() throws IOException {
            ServerSocket socket = new ServerSocket(0);
            Thread thread = new Thread(() -> {
                while (!socket.isClosed()) {
                    try (Socket client = socket.accept()) {
                        client.getInputStream().read(new byte[1000]);
                        client.getOutputStream().write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
                        if (client.getInputStream().read(new byte[1000]) > 0) {
                            byte[] fields = "SFATAL\0C28P01\0Mpassword authentication failed\0\0"
                                    .getBytes(StandardCharsets.US_ASCII);
                            client.getOutputStream().write(new byte[] {'E', 0, 0, 0, (byte) (fields.length + 4)});
                            client.getOutputStream().write(fields);
                        }
                    } catch (IOException e) {
                        // the next one
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
            return new PasswordAsker(socket);
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://tom:hun%ter2@h/d | 2 | the password has a %",
                "jdbc:postgresql://tom:hunter2@127.0.0.1:1/d | 2 | a user before the host",
                "mysql://tom:hunter2@h/d | 2 | begins with mysql:",
                "'postgres://tom:hunter2@h/d' | 2 | is in quotes",
                "postgres://tom:hunter2@127.0.0.1:1/d?sslmode=requre | 2 | cannot be \"requre\"",
                "postgres://tom:hunter2@127.0.0.1:1/d?connect_timeout=abc | 2 | cannot be \"abc\"",
                "postgres://tom:hunter2@127.0.0.1:1/d?search_path=app | 2 | options=-csearch_path%3Dapp",
                "postgres://tom:hun/ter2?x@127.0.0.1:1/d | 6 | nothing listens at 127.0.0.1:1",
                "jdbc:postgresql://127.0.0.1:1/d?user=u&password=hunter2&sslmode=requre | 2 | requre",
            },
            quoteCharacter = '^')
    void aUrlThatCannotBeRightIsSaidWithoutItsPassword(String url, int exitCode, String says) {
        shell().write("migrations/001_a.sql", "SELECT 1;");
        for (String format : new String[] {"text", "json"}) {
            Result result =
                    new Executable(directory).with("DATABASE_URL", url).run("migrate", "status", "--format", format);
            assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
            assertThat(result.err().replace("\\\"", "\"")).contains(says);
            assertThat(result.toString()).doesNotContain("hunter2", "ter2", "org.postgresql");
            if (format.equals("json")) {
                assertThat(result.err().lines()).hasSize(1);
            }
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
