// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.MigrateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine ends a file's transaction early only where that helps and takes nothing away. */
class CutTests extends EngineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '25001'; END $$",
                "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '2D000'; END $$",
                "DO $$ BEGIN EXECUTE 'VACUUM old'; END $$",
                "SELECT vacuums()",
                "SELECT commits()",
                "DO $$ BEGIN PERFORM commits(); END $$",
                "DO $$ BEGIN EXECUTE 'CALL p()'; END $$"
            })
    void aStatementThatFailsAloneTooLeavesNothingOfItsFileCommitted(String statement) {
        db.execute(
                "CREATE TABLE old (a int)",
                "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$",
                "CREATE FUNCTION commits() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CALL p(); END $$",
                "CREATE FUNCTION vacuums() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'VACUUM old'; END $$");
        files.add("001_a.sql", "CREATE TABLE a (a int);\n" + statement + ";\n");
        assertThat(upFails().render()).contains("of this one nothing");
        assertThat(recorder.remarks).isEmpty();
        assertThat(tables()).containsExactly("old");
        files.add("001_a.sql", "CREATE TABLE b (a int);\n");
        assertThat(up()).containsExactly("001_a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL outer_one();",
                "DO $$ BEGIN COMMIT; END $$;",
                "REINDEX TABLE parts;",
                "DO $$ BEGIN CALL p(); ROLLBACK; END $$;"
            })
    void aStatementThatSucceedsAloneRunsAlone(String statement) {
        db.execute(
                "CREATE TABLE parts (a int PRIMARY KEY) PARTITION BY RANGE (a)",
                "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$",
                "CREATE PROCEDURE outer_one() LANGUAGE plpgsql AS $$ BEGIN CALL p(); END $$");
        files.add("001_a.sql", "CREATE TABLE a (a int);\n" + statement + "\nCREATE TABLE c (a int);\n");
        assertThat(up()).containsExactly("001_a");
        assertThat(tables()).contains("a", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE stage (a int) ON COMMIT DELETE ROWS; INSERT INTO stage VALUES (1), (2)",
                "CREATE TEMPORARY TABLE stage ON COMMIT DROP AS SELECT 1 AS a",
                "DECLARE stage CURSOR FOR SELECT 1",
                "DO $$ BEGIN CREATE TEMP TABLE stage (a int) ON COMMIT DELETE ROWS; END $$"
            })
    void aFileIsNotCommittedThroughWhatEndsWithItsTransaction(String made) {
        db.execute("CREATE TYPE e AS ENUM ('a')", "CREATE TABLE t (a int, e e)");
        for (String refused :
                new String[] {"ALTER TYPE e ADD VALUE 'z';\nINSERT INTO t SELECT 1, 'z';", "DO $$ BEGIN COMMIT; END $$;"
                }) {
            files.add("001_a.sql", "CREATE TABLE x (a int);\n" + made + ";\n" + refused + "\n");
            MigrateException failure = upFails();
            assertThat(failure.render())
                    .contains("001_a.sql:", "line 2", "of its own", "of this one nothing")
                    .containsAnyOf("55P04", "2D000");
            assertThat(tables()).containsExactly("t");
        }
    }

    @Test
    void whatIsClosedOrDroppedAboveTheCutDoesNotMatter() {
        db.execute("CREATE TYPE e AS ENUM ('a')", "CREATE TABLE t (e e)");
        files.add("001_a.sql", """
                CREATE TEMP TABLE stage (a int) ON COMMIT DELETE ROWS;
                DECLARE c CURSOR FOR SELECT 1;
                DECLARE h CURSOR WITH HOLD FOR SELECT 1;
                CLOSE c;
                DROP TABLE stage;
                ALTER TYPE e ADD VALUE 'z';
                INSERT INTO t VALUES ('z');
                """);
        assertThat(up()).containsExactly("001_a");
    }
}
