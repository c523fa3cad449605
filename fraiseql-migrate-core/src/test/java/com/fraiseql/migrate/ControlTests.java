// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.execute.diagnosis.StatementFailed;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.DownOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What begins like COMMIT and is none fails as it does under psql, and nothing of it is lost or applied. */
class ControlTests extends EngineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BEGIN; CREATE TABLE t(a int); COMMIT@CREATE TABLE u(a int); | 3:1",
                "CREATE TABLE t(a int); COMMIT@BEGIN; | 3:1",
                "CREATE TABLE t(a int); COMMIT nonsense; | 2:31",
                "CREATE TABLE t(a int); COMMIT:; | 2:30",
                "CREATE TABLE t(a int); END LOOP; | 2:28",
                "CREATE TABLE t(a int); END IF; CREATE TABLE u(a int); | 2:28",
                "BEGIN nonsense; CREATE TABLE t(a int); COMMIT; | 2:7",
                "COPY (SELECT 1) FROM stdin; CREATE TABLE u(a int); | 2:17"
            })
    void isASyntaxErrorAtItsPlace(String sql, String place) {
        files.add("001_a.sql", "CREATE TABLE first (id int);").add("002_b.sql", "-- x\n" + sql.replace('@', '\n'));
        StatementFailed failure =
                catchThrowableOfType(StatementFailed.class, () -> migrator().up());
        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure.sqlState()).isEqualTo("42601");
        assertThat(failure.what()).contains("002_b.sql:" + place + ":");
        assertThat(tables()).containsExactly("first");
        assertThat(applied()).containsExactly("001_a");
    }

    @Test
    void aForgottenSemicolonInARollbackLosesNothing() {
        files.add(
                "001_a.sql",
                "CREATE TABLE t (a int);\nCREATE TABLE u (a int);\n-- Rollback:\n-- BEGIN;\n-- DROP TABLE t;\n-- "
                        + "COMMIT\n-- DROP TABLE u;\n");
        up();
        MigrateException failure =
                catchThrowableOfType(MigrateException.class, () -> migrator().down(DownOptions.steps(1)));
        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure.render()).contains("DROP TABLE u", "42601");
        assertThat(tables()).containsExactly("t", "u");
        assertThat(applied()).containsExactly("001_a");
    }

    @Test
    void anyUtf8SpellingOfTheEncodingLeavesTheConnectionAlone() {
        files.add(
                "001_a.sql",
                "CREATE TABLE t (a text);\nSET client_encoding TO 'UNICODE';\nCOPY t FROM stdin;\nä\n\\.\nSET NAMES "
                        + "'UNICODE';\nINSERT INTO t VALUES ('ö');\n");
        files.add("002_b.sql", "SET client_encoding = 'Utf_8';\nCOPY t FROM stdin;\nü\n\\.\n");
        assertThat(up()).hasSize(2);
        assertThat(db.query("SELECT string_agg(a, '' ORDER BY a COLLATE \"C\") FROM t"))
                .containsExactly("äöü");
    }

    @Test
    void aNestedBeginSetsItsModes() {
        files.add(
                "001_a.sql",
                "BEGIN;\nBEGIN ISOLATION LEVEL SERIALIZABLE;\nCREATE TABLE t AS SELECT "
                        + "current_setting('transaction_isolation') AS a;\nCOMMIT;\n");
        up();
        assertThat(db.query("SELECT a FROM t")).containsExactly("serializable");
    }

    @Test
    void aLineBreakInCsvIsStoredAsItIsInTheFile() {
        files.add(
                "001_a.sql",
                "CREATE TABLE t (a text, b int);\r\nCOPY t FROM stdin (FORMAT csv);\r\n\"x\r\ny\",1\r\nz,2\r\n\\.\r\n");
        up();
        assertThat(db.query("SELECT encode(convert_to(a, 'UTF8'), 'hex') FROM t ORDER BY b"))
                .containsExactly("780d0a79", "7a");
    }

    @Test
    void aRollbackThatSaysThereIsNothingToUndoOnlyForgetsTheMigration() {
        files.add("001_a.sql", "CREATE TABLE t (a int);\n-- Rollback:\n-- nothing to undo, the table may stay\n");
        files.add("002_b.up.sql", "CREATE TABLE u (a int);\n").add("002_b.down.sql", "-- nothing to undo\n");
        files.add("003_c.up.sql", "CREATE TABLE v (a int);\n").add("003_c.down.sql", "-- to be written\n");
        up();
        assertThat(migrator().status().migrations())
                .extracting(migration -> migration.rollbackStored())
                .containsExactly(true, true, false);
        MigrateException failure =
                catchThrowableOfType(MigrateException.class, () -> migrator().down(DownOptions.steps(3)));
        assertThat(failure.code()).isEqualTo(FailureCode.NO_ROLLBACK);
        assertThat(failure.what()).contains("003_c").doesNotContain("002_b");
        migrator().unmark("003_c");
        migrator().down(DownOptions.steps(2));
        assertThat(applied()).isEmpty();
        assertThat(tables()).containsExactly("t", "u", "v");
    }
}
