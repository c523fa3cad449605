// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static com.fraiseql.migrate.script.Scripts.failure;
import static com.fraiseql.migrate.script.Scripts.place;
import static com.fraiseql.migrate.script.Scripts.statements;
import static com.fraiseql.migrate.script.Scripts.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectiveTests {

    @Test
    void inTheHeadNoTransactionAndLockTimeoutAreForTheFile() {
        String sql =
                "-- Add a column\n--fraiseql:no-transaction\n\n  -- FraiseQL:lock-timeout 10s\nSELECT 1;\nSELECT 2;";
        assertThat(Script.read(text(sql)).headDirectives())
                .containsExactly(new Directive("no-transaction", "", 2, 1), new Directive("lock-timeout", "10s", 4, 3));
        assertThat(statements(sql)).allSatisfy(s -> assertThat(s.directives()).isEmpty());
    }

    @Test
    void otherDirectivesAreForTheStatementBelow() {
        var statements = statements("""
                -- fraiseql:allow L101 "the table is small"
                -- why
                CREATE INDEX i ON t (a);

                -- fraiseql:lock-timeout 0
                -- fraiseql:no-transaction

                /* more */
                ALTER TABLE t ADD b int;
                -- fraiseql:batch size=500 pause=50ms
                UPDATE t SET b = 1;
                SELECT 1;
                """);
        assertThat(statements.get(0).directives())
                .singleElement()
                .satisfies(d ->
                        assertThat(d.allowance()).isEqualTo(new Directive.Allowance("L101", "the table is small")));
        assertThat(statements.get(1).directives())
                .extracting(Directive::name)
                .containsExactly("lock-timeout", "no-transaction");
        assertThat(statements.get(1).directives().get(0).lockTimeout()).isZero();
        assertThat(statements.get(2).directives())
                .singleElement()
                .satisfies(d -> assertThat(d.batch()).isEqualTo(new Directive.Batch(500, Duration.ofMillis(50))));
        assertThat(statements.get(3).directives()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10s,PT10S", "500ms,PT0.5S", "2min,PT2M", "1h,PT1H", "0,PT0S", "0s,PT0S"})
    void aDurationHasAUnit(String text, String duration) {
        assertThat(Directive.duration(text)).isEqualTo(Duration.parse(duration));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- fraiseql:no-transactions",
                "-- fraiseql:",
                "-- fraiseql:no-transaction please",
                "-- fraiseql:lock-timeout",
                "-- fraiseql:lock-timeout 10",
                "-- fraiseql:lock-timeout ten seconds",
                "-- fraiseql:lock-timeout -1s",
                "-- fraiseql:allow L101",
                "-- fraiseql:allow L101 because",
                "-- fraiseql:allow \"because\"",
                "-- fraiseql:allow L101 \" \"",
                "-- fraiseql:batch size=0",
                "-- fraiseql:batch size=10 size=20",
                "-- fraiseql:batch rows=10"
            })
    void whatCannotBeReadIsRefusedWithWhatThereIs(String directive) {
        ScriptException failure = failure("SELECT 1;\n\n  " + directive + "\nUPDATE t SET a = 1;");
        assertThat(failure.code()).isEqualTo(FailureCode.BAD_DIRECTIVE);
        assertThat(place(failure)).isEqualTo("3:3");
        assertThat(failure.action()).contains("no-transaction", "lock-timeout", "allow", "batch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;\n-- fraiseql:allow L101 \"x\"\n",
                "SELECT\n-- fraiseql:allow L101 \"x\"\n 1;",
                "SELECT 1;\n; -- fraiseql:no-transaction\nSELECT 2;",
                "SELECT 1;\n-- fraiseql:batch size=10\nCREATE INDEX i ON t (a);",
                "BEGIN;\n-- fraiseql:no-transaction\nSELECT 1; COMMIT;"
            })
    void aMisplacedDirectiveIsRefused(String sql) {
        ScriptException failure = failure(sql);
        assertThat(failure.code()).isEqualTo(FailureCode.BAD_DIRECTIVE);
        assertThat(place(failure)).startsWith("2:");
        assertThat(failure.action()).contains("above the statement");
    }

    @Test
    void whatStandsInABodyIsNoDirective() {
        assertThat(statements("DO $$\n-- fraiseql:nonsense\n$$; SELECT '\n-- fraiseql:nonsense\n'; /*\n-- "
                        + "fraiseql:x\n*/ SELECT 1"))
                .hasSize(3);
        assertThat(statements("-- see fraiseql:allow\nSELECT 1")).hasSize(1);
    }
}
