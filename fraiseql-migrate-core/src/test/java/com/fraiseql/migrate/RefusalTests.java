// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.db.ServerInfo;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.Policy;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Everything that is refused before anything runs: one clear error, and nothing is applied. */
class RefusalTests extends EngineTest {

    private MigrateException refused(FailureCode code, String... words) {
        MigrateException failure = upFails();
        assertThat(failure.code()).as(failure.render()).isEqualTo(code);
        assertThat(failure.render()).contains("\nAction: ");
        for (String word : words) {
            assertThat(failure.render()).contains(word);
        }
        assertThat(tables()).doesNotContain("first", "bad");
        return failure;
    }

    private void good() {
        files.add("001_first.sql", "CREATE TABLE first (id int);");
    }

    @Test
    void twoFilesWithOneNumber() {
        good();
        files.add("1_other.sql", "CREATE TABLE bad (id int);");
        refused(FailureCode.DUPLICATE_VERSION, "001_first.sql", "1_other.sql");
    }

    @Test
    void aNameThatDoesNotFit() {
        good();
        files.add("add_users.sql", "CREATE TABLE bad (id int);");
        refused(FailureCode.BAD_FILE_NAME, "add_users.sql");
    }

    @Test
    void aFileThatIsNotUtf8() {
        good();
        files.add("002_bad.sql", "INSERT INTO a VALUES ('Gr\u00fc\u00dfe');".getBytes(StandardCharsets.ISO_8859_1));
        refused(FailureCode.NOT_UTF8, "002_bad.sql:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 'abc; |UNTERMINATED|2:8",
                "SELECT \"abc; |UNTERMINATED|2:8",
                "DO $x$ BEGIN $y$ ; |UNTERMINATED|2:4",
                "SELECT 1 /* /* */ ; |UNTERMINATED|2:10",
                "COPY a FROM stdin; |UNTERMINATED|2:1",
                "\\i other.sql |META_COMMAND|2:1",
                "ROLLBACK; |TRANSACTION_CONTROL|2:1",
                "BEGIN; |TRANSACTION_CONTROL|2:1",
                "PREPARE TRANSACTION 'x'; |TRANSACTION_CONTROL|2:1",
                "-- fraiseql:frobnicate |BAD_DIRECTIVE|2:1",
                "SET client_encoding = 'LATIN1'; |UNSUPPORTED_SETTING|2:1"
            })
    void aFileThatCannotRun(String sql, FailureCode code, String place) {
        good();
        files.add("002_bad.sql", "CREATE TABLE bad (id int);\n" + sql + "\n");
        refused(code, "002_bad.sql:" + place);
    }

    @Test
    void aBatchThatThisVersionCannotRun() {
        good();
        files.add("002_bad.sql", "CREATE TABLE bad (id int);\n-- fraiseql:batch size=10\nDELETE FROM bad;\n");
        refused(FailureCode.BAD_DIRECTIVE, "002_bad.sql:2:1", "batch");
    }

    @Test
    void theUndoSectionOfAnotherTool() {
        good();
        files.add(
                "002_bad.sql",
                "-- +goose Up\nCREATE TABLE IF NOT EXISTS bad (id int);\n-- +goose Down\nDROP TABLE IF EXISTS "
                        + "first;\n");
        refused(FailureCode.FOREIGN_MARKER, "002_bad.sql:3:1", "goose", "-- Rollback:");
    }

    @Test
    void aCharacterThatCannotBeSeen() {
        good();
        files.add("002_bad.sql", "CREATE\u00A0TABLE bad (id int);\n");
        refused(FailureCode.STRAY_CHARACTER, "002_bad.sql:1:7", "U+00A0 (NO-BREAK SPACE)");
    }

    @ParameterizedTest
    @CsvSource({"002_first.sql", "009_first.sql"})
    void aFileThatWasRenumberedAfterItHadBeenApplied(String renamed) {
        files.add("001_zero.sql", "SELECT 1;").add("005_first.sql", "CREATE TABLE IF NOT EXISTS first (id int);");
        up();
        db.execute("DROP TABLE first");
        files.remove("005_first.sql").add(renamed, "CREATE TABLE IF NOT EXISTS first (id int);");
        options = options.withPolicy(new Policy(Policy.Reaction.FAIL, Policy.OutOfOrder.APPLY, Policy.Reaction.WARN));
        refused(FailureCode.MISSING_FILE, "005_first.sql", renamed, "under another number", "migrate mark");
    }

    @Test
    void filesThatWereSquashed() {
        files.add("001_a.sql", "SELECT 1;").add("002_b.sql", "SELECT 2;").add("003_c.sql", "SELECT 3;");
        up();
        files.remove("001_a.sql").remove("002_b.sql").add("004_first.sql", "CREATE TABLE first (id int);");
        refused(FailureCode.MISSING_FILE, "001_a.sql", "squashed", "unmark");
    }

    @ParameterizedTest
    @CsvSource({
        "001_initial, ''",
        "003_squashed, 004_t4",
        "005_initial, ''",
        "003_squashed, 004_t4 applied",
    })
    void theAdviceOnSquashedFilesIsSomethingToFollow(String squashed, String further) {
        files.add("001_a.sql", "CREATE TABLE first (id int);")
                .add("002_b.sql", "SELECT 2;")
                .add("003_c.sql", "SELECT 3;");
        boolean applied = further.endsWith(" applied");
        String next = further.replace(" applied", "");
        if (applied) {
            files.add(next + ".sql", "SELECT 4;");
        }
        up();
        files.remove("001_a.sql").remove("002_b.sql").remove("003_c.sql");
        files.add(squashed + ".sql", "CREATE TABLE first (id int);");
        if (!next.isEmpty()) {
            files.add(next + ".sql", "SELECT 4;");
        }
        MigrateException failure = upFails();
        assertThat(failure.code()).isIn(FailureCode.MISSING_FILE, FailureCode.OUT_OF_ORDER);
        assertThat(failure.action())
                .contains("squashed into " + squashed + ", run `fraiseql migrate mark " + squashed
                        + "` and `fraiseql migrate unmark 001_a 002_b 003_c`");
        migrator().mark(squashed);
        for (String old : new String[] {"001_a", "002_b", "003_c"}) {
            migrator().unmark(old);
        }
        assertThat(up()).isEqualTo(applied || next.isEmpty() ? java.util.List.of() : java.util.List.of(next));
    }

    @Test
    void whatAnotherReleaseHasAppliedIsNotAmongTheSquashed() {
        for (String version : new String[] {"001_a", "002_b", "003_c", "004_d", "005_e"}) {
            files.add(version + ".sql", "SELECT 1;");
        }
        up();
        for (String version : new String[] {"001_a", "002_b", "003_c", "005_e"}) {
            files.remove(version + ".sql");
        }
        files.add("003_squashed.sql", "SELECT 1;");
        assertThat(upFails().action()).contains("unmark 001_a 002_b 003_c`").doesNotContain("005_e");
    }

    @Test
    void aFolderWithoutMigrationsWhereTheHistoryHasSome() throws IOException {
        good();
        up();
        files.remove("001_first.sql");
        java.nio.file.Path below = java.nio.file.Files.createDirectory(folder.resolve("001_first"));
        java.nio.file.Files.writeString(below.resolve("migration.sql"), "CREATE TABLE bad (id int);");
        MigrateException failure = upFails();
        assertThat(failure.code()).as(failure.render()).isEqualTo(FailureCode.MISSING_FILE);
        assertThat(failure.render()).contains("001_first.sql", "below it in 001_first", "does not belong to it");
        assertThat(migrator().status().pending()).isEmpty();

        options = options.withPolicy(new Policy(Policy.Reaction.FAIL, Policy.OutOfOrder.FAIL, Policy.Reaction.WARN));
        assertThat(migrator().up().warnings())
                .anySatisfy(warning -> assertThat(warning).contains("001_first.sql has been applied"))
                .anySatisfy(warning -> assertThat(warning).contains("holds no migration"));
    }

    @Test
    void aStatementAfterTheRollbackSection() {
        good();
        files.add("002_bad.sql", "CREATE TABLE bad (id int);\n-- Rollback:\n-- DROP TABLE bad;\nSELECT 1;\n");
        refused(FailureCode.STATEMENT_AFTER_ROLLBACK, "002_bad.sql:4:1");
    }

    @Test
    void aChangedAppliedFile() {
        files.add("003_add_indexes.sql", "CREATE TABLE a (id int);");
        up();
        files.add("003_add_indexes.sql", "CREATE TABLE a (id bigint);")
                .add("004_bad.sql", "CREATE TABLE bad (id int);");
        MigrateException failure = refused(FailureCode.CHECKSUM_MISMATCH);
        assertThat(failure.what()).isEqualTo("Migration 003_add_indexes.sql checksum mismatch");
        assertThat(migrator().repair()).containsExactly("003_add_indexes");
        assertThat(up()).containsExactly("004_bad");
    }

    @Test
    void aChangedAppliedFileIsOnlyAWarningIfThePolicySaysSo() {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        up();
        files.add("001_a.sql", "CREATE TABLE a (id bigint);").add("002_b.sql", "CREATE TABLE b (id int);");
        options = options.withPolicy(new Policy(Policy.Reaction.WARN, Policy.OutOfOrder.FAIL, Policy.Reaction.FAIL));
        UpResult result = migrator().up();
        assertThat(result.warnings()).containsExactly("Migration 001_a.sql checksum mismatch");
        assertThat(tables()).containsExactly("a", "b");
    }

    @Test
    void aRollbackSectionAddedLaterChangesNothing() {
        files.add("001_a.sql", "CREATE TABLE a (id int);\n");
        up();
        files.add("001_a.sql", "CREATE TABLE a (id int);\r\n\r\n-- Rollback:\r\n-- DROP TABLE a;\r\n");
        assertThat(up()).isEmpty();
    }

    @Test
    void aMissingOlderFileButNotAMissingNewerOne() {
        files.add("001_a.sql", "CREATE TABLE a (id int);")
                .add("002_b.sql", "CREATE TABLE b (id int);")
                .add("003_c.sql", "CREATE TABLE c (id int);");
        up();
        files.remove("003_c.sql");
        assertThat(up()).isEmpty();
        files.remove("001_a.sql");
        refused(FailureCode.MISSING_FILE, "001_a.sql");
        options = options.withPolicy(new Policy(Policy.Reaction.FAIL, Policy.OutOfOrder.FAIL, Policy.Reaction.WARN));
        assertThat(migrator().up().warnings()).hasSize(1);
    }

    @Test
    void aFileOutOfOrder() {
        files.add("005_a.sql", "CREATE TABLE a (id int);");
        up();
        files.add("004_late.sql", "CREATE TABLE bad (id int);");
        refused(FailureCode.OUT_OF_ORDER, "004_late.sql", "005_a");
        options = options.withPolicy(new Policy(Policy.Reaction.FAIL, Policy.OutOfOrder.APPLY, Policy.Reaction.FAIL));
        assertThat(up()).containsExactly("004_late");
    }

    @Test
    void aRenamedAppliedFile() {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        up();
        files.remove("001_a.sql").add("001_b.sql", "CREATE TABLE bad (id int);");
        refused(FailureCode.MISSING_FILE, "001_a.sql", "001_b.sql");
    }

    @Test
    void noPrivilegeToCreateTheTable() {
        good();
        String role = db.name() + "_poor";
        db.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'secret'", "REVOKE CREATE ON SCHEMA public FROM public");
        try {
            PGSimpleDataSource poor = new PGSimpleDataSource();
            poor.setUrl(db.url());
            poor.setUser(role);
            poor.setPassword("secret");
            MigrateException failure = failureOf(Migrator.builder(poor).source(files.source()));
            assertThat(failure.code()).isEqualTo(FailureCode.INSUFFICIENT_PRIVILEGE);
            assertThat(failure.render()).contains(role, "public.fraiseql_migrations", "GRANT USAGE, CREATE");
            assertThat(tables()).isEmpty();
        } finally {
            db.execute("DROP ROLE " + role);
        }
    }

    @Test
    void aReadOnlyServer() {
        good();
        db.execute("ALTER DATABASE " + db.name() + " SET default_transaction_read_only = on");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.READ_ONLY);
    }

    @Test
    void aServerThatIsNotThere() throws IOException {
        good();
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        MigrateException failure = failureOf(Migrator.builder(dataSource("jdbc:postgresql://localhost:" + port + "/x"))
                .source(files.source()));
        assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE);
        assertThat(failure.render()).contains("nothing listens at localhost:" + port);
    }

    @Test
    void aHostThatNobodyKnowsIsNamed() {
        good();
        MigrateException failure = failureOf(Migrator.builder(dataSource("jdbc:postgresql://no-such-host.invalid/x"))
                .source(files.source()));
        assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE);
        assertThat(failure.what()).contains("the host no-such-host.invalid is unknown");
    }

    @Test
    void aServerThatIsNotPostgres() throws Exception {
        good();
        try (ServerSocket socket = new ServerSocket(0)) {
            Thread web = new Thread(() -> {
                try (var client = socket.accept();
                        OutputStream out = client.getOutputStream()) {
                    out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            web.start();
            MigrateException failure = failureOf(Migrator.builder(
                            dataSource("jdbc:postgresql://localhost:" + socket.getLocalPort() + "/x?sslmode=disable"))
                    .source(files.source()));
            assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE);
            web.join();
        }
    }

    @Test
    void aWrongPassword() throws Exception {
        good();
        try (ServerSocket socket = new ServerSocket(0)) {
            Thread server = new Thread(() -> refuseLogin(socket));
            server.start();
            MigrateException failure = failureOf(Migrator.builder(dataSource("jdbc:postgresql://localhost:"
                            + socket.getLocalPort() + "/x?sslmode=disable&gssEncMode=disable&password=s3cret"))
                    .source(files.source()));
            assertThat(failure.code()).isEqualTo(FailureCode.AUTHENTICATION);
            assertThat(failure.render())
                    .contains("password authentication failed for user")
                    .doesNotContain("s3cret");
            server.join();
        }
    }

    /** Answers as a server does whose pg_hba.conf asks for a password; those of the tests trust everybody. */
    private static void refuseLogin(ServerSocket socket) {
        try (var client = socket.accept();
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
            in.readNBytes(in.readInt() - 4);
            byte[] fields = "SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"x\"\0\0"
                    .getBytes(StandardCharsets.UTF_8);
            out.writeByte('E');
            out.writeInt(fields.length + 4);
            out.write(fields);
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aServerOlderThan14() {
        ServerInfo old = new ServerInfo("PostgreSQL", 130_018, "13.18", "x", false, 1);
        assertThat(catchThrowableOfType(MigrateException.class, old::requireSupported))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(FailureCode.SERVER_TOO_OLD))
                .hasMessageContaining("13.18");
        ServerInfo other = new ServerInfo("CockroachDB", 130_000, "13.0.0", "x", false, 1);
        assertThat(catchThrowableOfType(MigrateException.class, other::requireSupported)
                        .code())
                .isEqualTo(FailureCode.NOT_POSTGRESQL);
        new ServerInfo("PostgreSQL", 190_000, "19beta1", "x", false, 1).requireSupported();
    }

    @Test
    void aDatabaseThatIsNotThere() {
        good();
        MigrateException failure =
                failureOf(Migrator.builder(dataSource(db.url() + "_not")).source(files.source()));
        assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE);
        assertThat(failure.render()).contains("does not exist");
    }

    @Test
    void aSchemaThatIsNowhere() {
        good();
        MigrateException failure = failureOf(Migrator.builder(dataSource(db.url() + "?currentSchema=nowhere"))
                .source(files.source()));
        assertThat(failure.code()).isEqualTo(FailureCode.NO_SCHEMA);
    }

    @Test
    void aConfiguredSchemaIsCreated() {
        good();
        options = options.withSchema("Ops").withTable("my_history").withCreateSchema(true);
        assertThat(up()).containsExactly("001_first");
        assertThat(up()).isEmpty();
        assertThat(db.query("SELECT count(*) FROM \"Ops\".my_history")).containsExactly("1");
        assertThat(migrator().status().historyTable()).isEqualTo("\"Ops\".my_history");
    }

    @Test
    void aTableOfThatNameThatIsSomethingElse() {
        good();
        db.execute("CREATE TABLE fraiseql_migrations (release text, what int)");
        refused(FailureCode.FOREIGN_HISTORY_TABLE, "fraiseql_migrations");
    }

    @Test
    void theMutexIsNotToBeHad() throws SQLException {
        good();
        options = options.withMutexWait(Duration.ofSeconds(2));
        try (Connection holder = db.connect();
                var statement = holder.createStatement()) {
            statement.execute("SET application_name = 'the other one'");
            statement.execute("SELECT pg_advisory_lock("
                    + com.fraiseql.migrate.mutex.MutexKey.of("public", "fraiseql_migrations")
                            .value()
                    + ")");
            refused(FailureCode.MUTEX_TIMEOUT, "the other one", "pid ");
            assertThat(recorder.mutexWaits).isNotEmpty().first().asString().contains("the other one");
        }
        assertThat(up()).containsExactly("001_first");
    }

    private static PGSimpleDataSource dataSource(String url) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser("postgres");
        return dataSource;
    }

    private static MigrateException failureOf(Migrator.Builder builder) {
        try {
            builder.build().up();
        } catch (MigrateException e) {
            return e;
        }
        throw new AssertionError("up should have failed");
    }
}
