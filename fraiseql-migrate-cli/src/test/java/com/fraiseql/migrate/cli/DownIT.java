// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.cli.Executable.Result;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownIT {

    @RegisterExtension
    static final FreshDatabase db = new FreshDatabase();

    @TempDir
    Path directory;

    private Executable shell() {
        return new Executable(directory).on(db.get());
    }

    @BeforeEach
    void applyOne() {
        db.get().execute("DROP TABLE IF EXISTS a, b, fraiseql_migrations, fraiseql_migration_log");
        shell().write("migrations/001_a.sql", "CREATE TABLE a ();\n-- Rollback:\n-- DROP TABLE a;\n");
        shell().write("migrations/002_b.sql", "CREATE TABLE b ();\n-- Rollback:\n-- DROP TABLE b;\n");
        assertThat(shell().ask("migrate", "up").exitCode()).isZero();
    }

    private String tables() {
        return db.get()
                .query("SELECT coalesce(string_agg(tablename, ',' ORDER BY tablename), '') FROM pg_tables"
                        + " WHERE tablename IN ('a', 'b')")
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "yes\n", "YES\n", " Y \n", "y"})
    void yesRollsBack(String answer) {
        assertRolledBack(shell().askAnswering(answer, "migrate", "down"));
    }

    @Test
    void theAnswerIsReadFromStandardInput() {
        assertRolledBack(shell().answering("y\n", "migrate", "down"));
    }

    private void assertRolledBack(Result result) {
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.err())
                .contains(
                        "This rolls back 1 migration in the database \""
                                + db.get().name() + "\"",
                        "002_b.sql")
                .contains("Continue? [y/N]");
        assertThat(result.out()).contains("✓ Rollback completed successfully");
        assertThat(tables()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n\n", "no\n", "\n", "yes please\n", ""})
    void anythingElseAndTheEndOfTheInputDoNot(String answer) {
        assertDeclined(shell().askAnswering(answer, "migrate", "down"));
    }

    @Test
    void aStandardInputThatIsAtItsEndIsNoAnswer() {
        assertDeclined(shell().answering("", "migrate", "down"));
    }

    private void assertDeclined(Result result) {
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.DECLINED.number());
        assertThat(result.err()).contains("Nothing has been rolled back.");
        assertThat(tables()).isEqualTo("a,b");
    }

    @Test
    void withoutATerminalItRefuses() {
        Result result = shell().run("migrate", "down");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("there is no terminal to ask on").contains("--force");
        assertThat(tables()).isEqualTo("a,b");
    }

    @Test
    void forceSkipsTheQuestion() {
        Result result = shell().ask("migrate", "down", "--steps", "2", "--force");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.err()).doesNotContain("Continue?");
        assertThat(tables()).isEmpty();
        assertThat(shell().ask("migrate", "down", "--force").out()).contains("Nothing to roll back");
    }

    @Test
    void downToGoesBackToAVersion() {
        assertThat(shell().ask("migrate", "down", "--to", "1", "--force").exitCode())
                .isZero();
        assertThat(tables()).isEqualTo("a");
        assertThat(shell().ask("migrate", "down", "--to", "0", "--force").exitCode())
                .isZero();
        assertThat(tables()).isEmpty();
    }

    @Test
    void aDryRunNeedsNoAnswerAndChangesNothing() {
        Result result = shell().ask("migrate", "down", "--steps", "2", "--dry-run");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("""
                Would roll back 2 migrations:
                  ○ 002_b.sql
                  ○ 001_a.sql
                Nothing has been changed.
                """);
        assertThat(tables()).isEqualTo("a,b");
    }

    @Test
    void whereOneHasNoRollbackNothingIsRolledBack() {
        shell().write("migrations/003_c.sql", "SELECT 1;\n");
        assertThat(shell().ask("migrate", "up").exitCode()).isZero();
        Result result = shell().ask("migrate", "down", "--steps", "2", "--force");
        assertThat(result.exitCode()).isEqualTo(ExitCode.HISTORY.number());
        assertThat(result.err()).contains("003_c");
        assertThat(tables()).isEqualTo("a,b");
    }

    @Test
    void whereSomeHaveNoRollbackItListsThemInsteadOfAsking() {
        shell().write("migrations/003_c.sql", "SELECT 1;\n");
        shell().write("migrations/004_d.sql", "SELECT 1;\n-- Rollback:\n-- SELECT 1;\n");
        shell().write("migrations/005_e.sql", "SELECT 1;\n");
        assertThat(shell().ask("migrate", "up").exitCode()).isZero();
        for (Result result : new Result[] {
            shell().askAnswering("y\n", "migrate", "down", "--steps", "4"),
            shell().ask("migrate", "down", "--steps", "4", "--dry-run")
        }) {
            assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.HISTORY.number());
            assertThat(result.err())
                    .contains("2 migrations have no rollback", "003_c.sql", "005_e.sql")
                    .doesNotContain("004_d.sql", "Continue?");
            assertThat(result.out()).isEmpty();
        }
        assertThat(tables()).isEqualTo("a,b");
    }

    @Test
    void bothWaysToSayHowFarAtOnceAreRefused() {
        Result result = shell().ask("migrate", "down", "--to", "1", "--steps", "1", "--force");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
    }
}
