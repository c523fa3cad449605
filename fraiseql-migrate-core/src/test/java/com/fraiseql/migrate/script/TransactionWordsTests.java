// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static com.fraiseql.migrate.script.Scripts.failure;
import static com.fraiseql.migrate.script.Scripts.one;
import static com.fraiseql.migrate.script.Scripts.place;
import static com.fraiseql.migrate.script.Scripts.split;
import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.script.Traits.Control;
import com.fraiseql.migrate.sql.Tokens;
import com.fraiseql.migrate.sql.TransactionWords;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

class TransactionWordsTests {

    @RegisterExtension
    static final FreshDatabase db = new FreshDatabase();

    private static final List<String> FIRST = List.of(
            "BEGIN",
            "START TRANSACTION",
            "START",
            "COMMIT",
            "END",
            "ROLLBACK",
            "ABORT",
            "PREPARE TRANSACTION",
            "COMMIT PREPARED",
            "ROLLBACK PREPARED");
    private static final List<String> NEXT = List.of(
            "WORK",
            "TRANSACTION",
            "AND CHAIN",
            "AND NO CHAIN",
            "AND",
            "CHAIN",
            "ISOLATION LEVEL SERIALIZABLE",
            "ISOLATION LEVEL REPEATABLE READ",
            "ISOLATION LEVEL READ COMMITTED",
            "ISOLATION LEVEL READ UNCOMMITTED",
            "ISOLATION LEVEL",
            "READ ONLY",
            "READ WRITE",
            "READ",
            "NOT DEFERRABLE",
            "DEFERRABLE",
            ",",
            "'x'",
            "$$x$$",
            "U&'x' UESCAPE '!'",
            "IF",
            "LOOP",
            ":",
            "nonsense",
            "\"WORK\"",
            "CREATE TABLE u (a int)");

    @Test
    void aStatementControlsTheTransactionIfPostgresqlsGrammarSaysSo() throws SQLException {
        Random random = new Random(20260);
        List<String> statements = new ArrayList<>(FIRST);
        for (String first : FIRST) {
            NEXT.forEach(next -> statements.add(first + " " + next));
            for (int i = 0; i < 60; i++) {
                StringBuilder text = new StringBuilder(first);
                for (int words = random.nextInt(4) + 1; words > 0; words--) {
                    text.append(' ').append(NEXT.get(random.nextInt(NEXT.size())));
                }
                statements.add(text.toString());
            }
        }
        try (Connection connection = db.get().connect()) {
            for (String statement : statements) {
                assertThat(TransactionWords.of(Tokens.of(statement)) != null)
                        .as(statement)
                        .isEqualTo(parses(connection, statement));
            }
        }
    }

    /** PostgreSQL parses the body of an SQL function as a whole, and never runs it here. */
    private static boolean parses(Connection connection, String statement) throws SQLException {
        try (java.sql.Statement probe = connection.createStatement()) {
            probe.execute(
                    "CREATE OR REPLACE FUNCTION probed() RETURNS void LANGUAGE sql AS $probe$" + statement + "$probe$");
            return true;
        } catch (PSQLException e) {
            return !"42601".equals(e.getSQLState());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT\nCREATE TABLE u(a int)",
                "COMMIT:",
                "COMMIT nonsense",
                "END LOOP",
                "END IF",
                "BEGIN nonsense",
                "BEGIN\nBEGIN",
                "BEGIN\nINSERT INTO t VALUES (1)",
                "START",
                "ROLLBACK nonsense",
                "PREPARE TRANSACTION x"
            })
    void whatOnlyBeginsLikeOneIsAnOrdinaryStatement(String sql) {
        assertThat(one(sql).traits().control()).isEqualTo(Control.NONE);
        assertThat(one(sql).traits().standalone()).isFalse();
        assertThat(split("SELECT 1; " + sql + "; SELECT 2")).containsExactly("SELECT 1", sql, "SELECT 2");
    }

    @Test
    void aBlockWhoseCommitHasNoSemicolonIsLeftToTheServer() {
        Script script = Script.read(Scripts.text("BEGIN;\nSELECT 1;\nCOMMIT\nSELECT 2;\n"));
        assertThat(script.units())
                .singleElement()
                .extracting(Unit::statementCount)
                .isEqualTo(3);
        assertThat(failure("BEGIN; SAVEPOINT a; ROLLBACK TO a; ROLLBACK WORK TO SAVEPOINT a")
                        .code())
                .isEqualTo(FailureCode.TRANSACTION_CONTROL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN READ ONLY",
                "START TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ WRITE, READ ONLY",
                "BEGIN; SET TRANSACTION READ ONLY",
                "BEGIN; BEGIN READ ONLY",
                "SET LOCAL transaction_read_only = on",
                "SELECT set_config('transaction_read_only', 'true', true)"
            })
    void aTransactionInWhichNothingCanBeRecordedIsRefused(String sql) {
        ScriptException failure = failure("SELECT 1;\n" + sql + "; COMMIT;");
        assertThat(failure.code()).isEqualTo(FailureCode.TRANSACTION_CONTROL);
        assertThat(place(failure)).startsWith("2:");
        assertThat(failure.what()).contains("READ ONLY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN READ ONLY, READ WRITE; COMMIT",
                "BEGIN ISOLATION LEVEL REPEATABLE READ NOT DEFERRABLE; END TRANSACTION",
                "SET transaction_read_only = off"
            })
    void anyOtherModeIsFine(String sql) {
        assertThat(Script.read(Scripts.text(sql)).units()).hasSize(1);
    }

    @Test
    void aBeginWithinABlockIsSentIfItSetsModes() {
        List<Statement> statements =
                Scripts.statements("BEGIN; BEGIN; BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; COMMIT;");
        assertThat(statements)
                .extracting(statement -> statement.traits().control())
                .containsExactly(Control.BEGIN, Control.BEGIN, Control.NONE, Control.NONE, Control.COMMIT);
        assertThat(statements.get(2).traits().setTransaction()).isTrue();
    }
}
