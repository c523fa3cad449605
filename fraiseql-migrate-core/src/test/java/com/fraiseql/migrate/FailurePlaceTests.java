// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.options.TransactionMode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Where an error points, and what its message says and leaves out. */
class FailurePlaceTests extends EngineTest {

    private SourceLocation placeOf(String sql) {
        files.add("001_a.sql", sql);
        return upFails().location().orElseThrow();
    }

    private static SourceLocation at(int line, int column) {
        return new SourceLocation("001_a.sql", line, column);
    }

    @Test
    void anErrorInADoBlockPointsToItsLine() {
        assertThat(placeOf("CREATE TABLE a (id int);\nDO $$\nBEGIN\n  PERFORM 1;\n  RAISE 'no';\nEND $$;"))
                .isEqualTo(at(5, 3));
    }

    @Test
    void anErrorInAQueryOfADoBlockPointsIntoTheQuery() {
        assertThat(placeOf("DO $$\nBEGIN\n  PERFORM 1;\n  INSERT INTO nope\n    VALUES (1);\nEND $$;"))
                .isEqualTo(at(4, 15));
    }

    @Test
    void aPerformIsAQueryToo() {
        assertThat(placeOf("DO $$\nBEGIN\n  PERFORM 1;\n  PERFORM count(*) FROM nope;\nEND $$;"))
                .isEqualTo(at(4, 25));
    }

    @Test
    void anErrorInABlockInSingleQuotesPointsToItsLine() {
        assertThat(placeOf("DO '\nBEGIN\n  RAISE ''no'';\nEND';")).isEqualTo(at(3, 3));
    }

    @Test
    void anErrorInAFunctionOfTheFilePointsIntoTheFunction() {
        assertThat(placeOf("""
                CREATE FUNCTION one(a int, OUT b int) LANGUAGE plpgsql AS $f$
                BEGIN
                  b := a / 0;
                END $f$;
                CREATE FUNCTION one(a text) RETURNS int LANGUAGE plpgsql AS $f$
                BEGIN
                  RETURN 1;
                END $f$;
                CREATE PROCEDURE two() LANGUAGE plpgsql AS $f$
                BEGIN
                  PERFORM one('x');
                  RAISE 'in two';
                END $f$;
                CALL two();
                """)).isEqualTo(at(12, 3));
    }

    @Test
    void anErrorInAFunctionOfAnotherFilePointsToTheCall() {
        files.add("000_f.sql", "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN\n RETURN 1 / 0;\nEND'");
        assertThat(placeOf("SELECT 1;\nSELECT f();")).isEqualTo(at(2, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE SCHEMA z; CREATE FUNCTION z.f() RETURNS int LANGUAGE plpgsql AS 'BEGIN\n RETURN 2;\nEND';",
                "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN\n RETURN 2;\nEND'; DROP FUNCTION f(); "
                        + "SET search_path = a;",
                "CREATE FUNCTION f(OUT n int) LANGUAGE plpgsql AS 'BEGIN\n n := 2;\nEND'; SET search_path = a;"
            })
    void aNamesakeInThisFileIsNotBlamedForAFunctionOfAnotherFile(String namesake) {
        db.execute("CREATE SCHEMA a");
        String function = "f() RETURNS int LANGUAGE plpgsql AS 'BEGIN\n RETURN 1 / 0;\nEND';\n";
        files.add(
                "000_f.sql",
                "CREATE FUNCTION a." + function + (namesake.contains("z.f") ? "CREATE FUNCTION " + function : ""));
        assertThat(placeOf(namesake + "\n\nSELECT f();")).isEqualTo(at(5, 1));
    }

    @Test
    void aQualifiedCallOfAnotherFilesFunctionIsNotBlamedOnANamesake() {
        files.add(
                "000_f.sql",
                "CREATE SCHEMA z; CREATE FUNCTION z.f() RETURNS int LANGUAGE plpgsql AS 'BEGIN\n RETURN 1 / 0;\nEND'");
        assertThat(placeOf(
                        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN\n RETURN 2;\nEND';\nSELECT z.f();"))
                .isEqualTo(at(4, 1));
    }

    @Test
    void aFunctionThatABlockHasReplacedIsNotPointedTo() {
        assertThat(placeOf("""
                CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN
                  RETURN 2;
                END $f$;
                DO $$ BEGIN
                  EXECUTE 'CREATE OR REPLACE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $r$ BEGIN
                   RETURN 1 / 0; END $r$';
                END $$;
                SELECT g();
                """)).isEqualTo(at(8, 1));
    }

    @Test
    void aFunctionWhoseSchemaOnlyOneSideNamesIsFoundByTheSearchPathOfTheFile() {
        assertThat(placeOf("""
                CREATE SCHEMA a;
                SET search_path = a;
                CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql SET search_path = '' AS $f$ BEGIN
                  RETURN 1 / 0;
                END $f$;
                SELECT f();
                """)).isEqualTo(at(4, 3));
        files.add(
                "001_a.sql",
                "CREATE FUNCTION public.h() RETURNS int LANGUAGE plpgsql AS 'BEGIN\n RETURN 1 / 0;\nEND';\nSELECT "
                        + "h();");
        assertThat(upFails().location()).contains(at(2, 2));
    }

    @Test
    void theBlockThatCallsAFunctionOfAnotherFileIsPointedTo() {
        files.add("000_f.sql", "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN\n RETURN 1 / 0;\nEND'");
        assertThat(placeOf("SELECT 1;\nDO $$ BEGIN\n  PERFORM 1;\n  PERFORM f();\nEND $$;"))
                .isEqualTo(at(4, 3));
    }

    @Test
    void aDeferredConstraintFailsAtTheCommitOfItsLines() {
        files.add("001_a.sql", """
                CREATE TABLE p (id int PRIMARY KEY);
                CREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO c VALUES (7);
                INSERT INTO p VALUES (1);
                """);
        MigrateException failure = upFails();
        assertThat(failure.what()).contains("001_a.sql: at the commit of lines 1 to 4: ERROR 23503");
        assertThat(failure.render()).contains("Key (p)=(7)").doesNotContain("INSERT INTO p");
    }

    @Test
    void aDeferredConstraintOfAllMigrationsInOneTransactionIsNotTheLastFiles() {
        files.add("001_a.sql", """
                CREATE TABLE p (id int PRIMARY KEY);
                CREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO c VALUES (7);
                """);
        files.add("002_b.sql", "SELECT 2;");
        files.add("003_c.sql", "SELECT 3;");
        options = options.withTransaction(TransactionMode.ALL);
        MigrateException failure = upFails();
        assertThat(failure.what()).contains("at the commit of 001_a.sql to 003_c.sql: ERROR 23503");
        assertThat(failure.location()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
    void theColumnIsRightWhateverTheDatabasesEncodingIs(String encoding) throws Exception {
        inDatabase(encoding, name -> {
            files.add("001_a.sql", "CREATE TABLE t (a text);\nINSERT INTO t VALUES ('äöü', nope);");
            assertThat(upFails(name).location()).contains(at(2, 30));
        });
    }

    @Test
    void aCharacterThatTheDatabaseLacksIsPointedTo() throws Exception {
        inDatabase("LATIN1", name -> {
            files.add("001_a.sql", "CREATE TABLE t (a text);\n\nINSERT INTO t VALUES ('5 €');");
            MigrateException failure = upFails(name);
            assertThat(failure.location()).contains(at(3, 26));
            assertThat(failure.what()).contains("22P05");
            assertThat(failure.action()).contains("UTF8");
        });
    }

    @Test
    void aLongMessageIsCut() {
        files.add(
                "001_a.sql",
                "DO $$ BEGIN RAISE NOTICE '%', repeat('n', 300000); RAISE '%', repeat('x', 300000); END $$");
        MigrateException failure = upFails();
        assertThat(failure.render()).hasSizeLessThan(6_000).contains("300,000 characters");
        assertThat(recorder.notices.get(0)).hasSizeLessThan(6_000).contains("300,000 characters");
        assertThat(db.query("SELECT max(length(message)) FROM fraiseql_migration_log")
                        .get(0))
                .hasSizeLessThan(5);
    }

    @Test
    void aNoticeShowsItsDetailAndHint() {
        files.add("001_a.sql", """
                CREATE TABLE t (a int);
                CREATE VIEW v1 AS SELECT a FROM t;
                CREATE VIEW v2 AS SELECT a FROM t;
                DO $$ BEGIN RAISE WARNING 'careful' USING HINT = 'do this'; END $$;
                DROP TABLE t CASCADE;
                """);
        up();
        assertThat(recorder.notices)
                .containsExactly(
                        "WARNING: careful\nHINT: do this",
                        "NOTICE: drop cascades to 2 other objects\nDETAIL: drop cascades to view v1\ndrop cascades "
                                + "to view v2");
    }

    @Test
    void aNewEnumValueInTheFilesOwnTransactionSaysHowToCommitIt() {
        files.add("001_a.sql", "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (a e);");
        up();
        files.add("002_b.sql", "BEGIN;\nALTER TYPE e ADD VALUE 'b';\nINSERT INTO t VALUES ('b');\nCOMMIT;");
        assertThat(upFails().action()).contains("remove BEGIN and COMMIT");
    }

    @Test
    void aPlaceholdersValueWithAQuoteIsNamedAndNotShown() {
        files.add("001_a.sql", "SELECT 1;\nSELECT '${owner}';\nSELECT 2;\n-- Rollback:\n-- SELECT 3;");
        options = options.withPlaceholders(Map.of("owner", "O'Hara"));
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(com.fraiseql.migrate.failure.FailureCode.PLACEHOLDER);
        assertThat(failure.location()).contains(at(2, 9));
        assertThat(failure.render()).contains("${owner}").doesNotContain("Hara");
    }

    private MigrateException upFails(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(db.url());
        dataSource.setDatabaseName(database);
        dataSource.setUser(db.user());
        dataSource.setPassword(db.password());
        try {
            Migrator.builder(dataSource).source(files.source()).build().up();
        } catch (MigrateException e) {
            return e;
        }
        throw new AssertionError("up should have failed");
    }

    private interface Work {
        void with(String database);
    }

    private void inDatabase(String encoding, Work work) throws Exception {
        String name = db.name() + "_" + encoding.toLowerCase(java.util.Locale.ROOT);
        db.execute("CREATE DATABASE " + name + " ENCODING '" + encoding + "' LOCALE 'C' TEMPLATE template0");
        try {
            work.with(name);
        } finally {
            db.execute("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }
}
