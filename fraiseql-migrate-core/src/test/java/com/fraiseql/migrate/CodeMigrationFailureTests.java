// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.source.CodeMigration;
import com.fraiseql.migrate.source.CodeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is said to the author of a migration in Java that throws. */
class CodeMigrationFailureTests extends EngineTest {

    @Test
    void anExceptionNamesItsClassItsMessageAndTheLineOfTheUsersCode() {
        MigrateException failure = run(new Import(() -> {
            throw new IllegalStateException("no rate for EUR");
        }));

        assertThat(failure.code()).isEqualTo(FailureCode.CODE_MIGRATION_FAILED);
        assertThat(failure.what()).contains("001_import", "java.lang.IllegalStateException: no rate for EUR");
        assertThat(failure.location()).hasValueSatisfying(CodeMigrationFailureTests::isInThisFile);
        assertThat(failure.detail())
                .hasValueSatisfying(detail -> assertThat(detail)
                        .contains("CodeMigrationFailureTests$Import.migrate(CodeMigrationFailureTests.java:")
                        .doesNotContain("com.fraiseql.migrate.execute", "junit", "jdk."));
        assertThat(failure.render()).contains("no rate for EUR", "CodeMigrationFailureTests.java:");
    }

    @Test
    void aServersErrorNamesTheLineThatSentTheStatement() {
        MigrateException failure = run(new Import(null));

        assertThat(failure.what()).contains("relation \"nowhere\" does not exist");
        assertThat(failure.location()).hasValueSatisfying(CodeMigrationFailureTests::isInThisFile);
        assertThat(failure.detail())
                .hasValueSatisfying(detail -> assertThat(detail).doesNotContain("org.postgresql"));
        assertThat(migrator(source(new Import(null))).log(1).get(0).location())
                .startsWith("CodeMigrationFailureTests.java:");
    }

    @Test
    void causesAreNamedAndAMessageOfSeveralLinesIsKept() {
        MigrateException failure = run(new Import(() -> {
            throw new UncheckedIOException("first line\nsecond line", new IOException("rates.csv is not there"));
        }));

        assertThat(failure.what()).endsWith("first line");
        assertThat(failure.detail())
                .hasValueSatisfying(detail -> assertThat(detail)
                        .contains("second line", "caused by java.io.IOException: rates.csv is not there"));
    }

    @Test
    void aMissingClassIsAFailureOfTheMigrationToo() {
        MigrateException failure = run(new Import(() -> {
            throw new NoClassDefFoundError("com/acme/Rates");
        }));

        assertThat(failure.code()).isEqualTo(FailureCode.CODE_MIGRATION_FAILED);
        assertThat(failure.what()).contains("NoClassDefFoundError: com/acme/Rates");
    }

    @Test
    void aRecordThatATriggerSuppressesUndoesTheMigrationAndIsSaidSo() {
        var first = new Statements("000_a", "CREATE TABLE a (n int)");
        migrator(source(first)).up();
        db.execute(
                "CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
                "CREATE TRIGGER keep_out BEFORE INSERT ON fraiseql_migrations FOR EACH ROW EXECUTE FUNCTION guard()");
        var second = new Statements("001_fill", "INSERT INTO a VALUES (1)");
        MigrateException failure = Objects.requireNonNull(catchThrowableOfType(
                MigrateException.class,
                () -> migrator(new CodeSource(List.of(first, second))).up()));

        assertThat(failure.code()).isEqualTo(FailureCode.HISTORY_NOT_WRITTEN);
        assertThat(failure.render())
                .contains("001_fill, written in Java, could not be recorded and was undone", "keep_out")
                .doesNotContain("division by zero");
        assertThat(db.query("SELECT count(*) FROM a")).containsExactly("0");
    }

    @Test
    void codeThatRemovesWhatItsRunHasRecordedIsUndone() {
        MigrateException failure = Objects.requireNonNull(catchThrowableOfType(
                MigrateException.class,
                () -> migrator(new CodeSource(List.of(
                                new Statements("001_a", "CREATE TABLE a (n int)"),
                                new Statements("002_b", "DELETE FROM fraiseql_migrations"))))
                        .up()));

        assertThat(failure.code()).isEqualTo(FailureCode.HISTORY_NOT_WRITTEN);
        assertThat(failure.what()).contains("002_b");
        assertThat(applied()).containsExactly("001_a");
    }

    private record Statements(String version, String sql) implements CodeMigration {

        @Override
        public void migrate(Connection connection) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private MigrateException run(CodeMigration code) {
        return Objects.requireNonNull(catchThrowableOfType(
                MigrateException.class, () -> migrator(source(code)).up()));
    }

    private Migrator migrator(CodeSource source) {
        return Migrator.builder(db.dataSource()).source(source).build();
    }

    private static CodeSource source(CodeMigration code) {
        return new CodeSource(List.of(code));
    }

    private static void isInThisFile(SourceLocation location) {
        assertThat(location.file()).isEqualTo("CodeMigrationFailureTests.java");
        assertThat(location.line()).isPositive();
    }

    private record Import(@org.jspecify.annotations.Nullable Runnable work) implements CodeMigration {

        @Override
        public String version() {
            return "001_import";
        }

        @Override
        public void migrate(Connection connection) throws SQLException {
            if (work != null) {
                work.run();
            }
            try (var statement = connection.createStatement()) {
                statement.execute("INSERT INTO nowhere VALUES (1)");
            }
        }
    }
}
