// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.TransactionMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All pending migrations in one transaction: what one file does to that transaction does not reach the next one. */
class AllInOneTests extends EngineTest {

    @BeforeEach
    void inOneTransaction() {
        options = options.withTransaction(TransactionMode.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLBACK TO SAVEPOINT s1", "RELEASE s1", "SAVEPOINT s2; ROLLBACK TO s1"})
    void aSavepointEndsWithItsFile(String statement) {
        files.add("001_a.sql", "SAVEPOINT s1;\nCREATE TABLE a (a int);");
        files.add("002_b.sql", "CREATE TABLE b (a int);\n" + statement + ";\nCREATE TABLE c (a int);");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure.render()).contains("002_b.sql:2", "3B001", "s1");
        assertThat(tables()).isEmpty();
        assertThat(applied()).isEmpty();
    }

    @Test
    void aFileUsesItsOwnSavepointsAsItDoesAlone() {
        files.add("001_a.sql", "CREATE TABLE a (a int);\nSAVEPOINT s1;\nCREATE TABLE x (a int);\nROLLBACK TO s1;\n");
        files.add("002_b.sql", "SAVEPOINT s1;\nCREATE TABLE b (a int);\nRELEASE s1;\nSAVEPOINT s1;\n");
        assertThat(up()).containsExactly("001_a", "002_b");
        assertThat(tables()).containsExactly("a", "b");
        assertThat(applied()).containsExactly("001_a", "002_b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET CONSTRAINTS ALL IMMEDIATE",
                "SET CONSTRAINTS child_parent_fkey IMMEDIATE",
                "DO $$ BEGIN SET CONSTRAINTS ALL IMMEDIATE; END $$"
            })
    void constraintsAreDeferredInTheNextFileAsTheyAreDeclared(String statement) {
        db.execute(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child (parent int CONSTRAINT child_parent_fkey REFERENCES parent DEFERRABLE INITIALLY "
                        + "DEFERRED)");
        files.add("001_a.sql", statement + ";\nCREATE TABLE a (a int);");
        files.add("002_b.sql", "INSERT INTO child VALUES (1);\nINSERT INTO parent VALUES (1);");
        assertThat(up()).containsExactly("001_a", "002_b");
    }

    @Test
    void constraintsAreCheckedAtOnceInTheNextFileAsTheyAreDeclared() {
        db.execute(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child (parent int REFERENCES parent DEFERRABLE)");
        files.add(
                "001_a.sql",
                "SET CONSTRAINTS ALL DEFERRED;\nINSERT INTO child VALUES (1);\nINSERT INTO parent VALUES (1);");
        files.add("002_b.sql", "INSERT INTO child VALUES (2);\nINSERT INTO parent VALUES (2);");
        MigrateException failure = upFails();
        assertThat(failure.render()).contains("002_b.sql:1", "23503");
        assertThat(db.query("SELECT count(*) FROM child")).containsExactly("0");
    }

    @Test
    void aFileThatDefersConstraintsAndBreaksThemIsNamed() {
        db.execute(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child (parent int REFERENCES parent DEFERRABLE)");
        files.add("001_a.sql", "SET CONSTRAINTS ALL DEFERRED;\nINSERT INTO child VALUES (1);");
        files.add("002_b.sql", "INSERT INTO parent VALUES (1);");
        MigrateException failure = upFails();
        assertThat(failure.render()).contains("001_a.sql", "23503").doesNotContain("002_b.sql");
    }

    @Test
    void aFileThatRemovesTheRecordOfAnotherOneIsUndoneWithIt() {
        files.add("001_a.sql", "CREATE TABLE a (a int);");
        files.add("002_b.sql", "DELETE FROM fraiseql_migrations;\n");
        files.add("003_c.sql", "CREATE TABLE c (a int);");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.HISTORY_NOT_WRITTEN);
        assertThat(failure.render()).contains("002_b.sql: the migration could not be recorded and was undone");
        assertThat(tables()).isEmpty();
    }
}
