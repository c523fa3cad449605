// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.DownOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A resumed migration finds its session as the finished part had left it, and nothing of that part is executed for it.
 */
class ResumedSessionTests extends EngineTest {

    private String role;

    @BeforeEach
    void objects() {
        role = db.name() + "_r";
        db.execute(
                "CREATE SCHEMA s1",
                "CREATE SCHEMA s2",
                "CREATE TABLE public.log (id int GENERATED ALWAYS AS IDENTITY, what text)",
                "CREATE FUNCTION public.writes() RETURNS text LANGUAGE sql AS $$ INSERT INTO public.log (what) "
                        + "VALUES ('w') RETURNING what $$",
                "CREATE FUNCTION public.sets(v text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM "
                        + "set_config('app.inner', v, false); END $$",
                "CREATE ROLE " + role,
                "GRANT ALL ON SCHEMA public, s1, s2 TO " + role,
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role);
    }

    @AfterEach
    void dropRole() {
        db.execute("DROP OWNED BY " + role + " CASCADE", "DROP ROLE " + role);
    }

    private static final String FAILS = "VACUUM public.log;\nSELECT 1/0;\n";

    /**
     * Fails below an engine's cut, twice, and then finishes; gives what the log says about the session below the cut.
     */
    private List<String> resumed(String above, String report) {
        files.add("001_a.sql", above + "\n" + FAILS);
        assertThat(upFails().render()).contains("22012");
        assertThat(upFails().render()).contains("22012", "resumes");
        files.add(
                "001_a.sql",
                above + "\nVACUUM public.log;\nINSERT INTO public.log (what) SELECT " + report
                        + ";\nCREATE TABLE placed (id int);\n");
        assertThat(up()).containsExactly("001_a");
        assertThat(db.query("SELECT session_state FROM fraiseql_migrations")).containsExactly("null");
        return db.query("SELECT what FROM public.log ORDER BY id");
    }

    private String placed() {
        return db.query("SELECT nspname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relname = "
                        + "'placed'")
                .get(0);
    }

    @Test
    void whatWasComputedForASettingIsNotComputedAgain() {
        assertThat(resumed(
                        "WITH i AS (INSERT INTO log (what) VALUES ('row') RETURNING id) SELECT "
                                + "set_config('app.id', id::text, false) FROM i;\n"
                                + "SELECT set_config('app.w', writes(), false);\nSELECT sets('seven');",
                        "concat_ws(' ', current_setting('app.id'), current_setting('app.w'), "
                                + "current_setting('app.inner'))"))
                .containsExactly("row", "w", "1 w seven");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = s1; DISCARD ALL;",
                "SET search_path = s1; RESET ALL;",
                "SET search_path = s1; RESET search_path;",
                "SAVEPOINT a; SET search_path = s1; ROLLBACK TO a;",
                "BEGIN; SET LOCAL search_path = s1; COMMIT;",
                "BEGIN; SET LOCAL search_path = s1; SELECT 1; COMMIT; SELECT 2;"
            })
    void whatWasTakenBackStaysSo(String above) {
        resumed(above, "'x'");
        assertThat(placed()).isEqualTo("public");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = s1, public;",
                "SET search_path = s2; SET SCHEMA 's1';",
                "SELECT set_config('search_path', 's1', false);",
                "SET LOCAL search_path = s1, public;",
                "SELECT set_config('search_path', 's1', true) FROM generate_series(1, 2);",
                "SET search_path = s2; SET LOCAL search_path = s1;",
                "DISCARD ALL; SET search_path = s1;",
                "DO $$ BEGIN PERFORM set_config('search_path', 's1', false); END $$;"
            })
    void whatWasSetStaysSet(String above) {
        resumed(above.replace("= s1;", "= s1, public;"), "'x'");
        assertThat(placed()).isEqualTo("s1");
    }

    @Test
    void theRoleIsPutBack() {
        assertThat(resumed(
                        "SET SESSION AUTHORIZATION " + role + "; SET work_mem = '9MB';",
                        "concat_ws(' ', session_user, current_user, current_setting('work_mem'))"))
                .containsExactly(role + " " + role + " 9MB");
    }

    @Test
    void theRoleOfSetRoleIsPutBack() {
        assertThat(resumed("SET ROLE " + role + ";", "concat_ws(' ', session_user, current_user)"))
                .containsExactly("postgres " + role);
    }

    @Test
    void whatIsForTheTransactionIsCarriedOverACutOfTheEngineAndNoFurther() {
        String text = """
            SET search_path = s2, public;
            SET LOCAL search_path = s1, public;
            CREATE TABLE t1 (id int);
            CREATE INDEX CONCURRENTLY i1 ON t1 (id);
            CREATE TABLE t2 (id int);
            VACUUM t2;
            %s
            BEGIN;
            CREATE TABLE t3 (id int);
            COMMIT;
            %s
            CREATE TABLE t4 (id int);
            """;
        files.add("001_a.sql", text.formatted("SELECT 1/0;", ""));
        upFails();
        files.add("001_a.sql", text.formatted("SELECT 1;", "SELECT 1/0;"));
        upFails();
        files.add("001_a.sql", text.formatted("SELECT 1;", "SELECT 1;"));
        up();
        assertThat(db.query(
                        "SELECT n.nspname || '.' || relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                                + " WHERE relname ~ '^[ti][1-4]$' ORDER BY relname"))
                .containsExactly("s1.i1", "s1.t1", "s1.t2", "s2.t3", "s2.t4");
    }

    @Test
    void aCutThatTheServerDemandsCarriesItOn() {
        db.execute("CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.log (what) VALUES "
                + "(current_setting('search_path')); COMMIT; END $$");
        files.add(
                "001_a.sql",
                "SET LOCAL search_path = s1, public;\nCREATE TABLE t1 (id int);\nCALL p();\nCREATE TABLE placed (id "
                        + "int);");
        up();
        assertThat(placed()).isEqualTo("s1");
        assertThat(db.query("SELECT what FROM log")).containsExactly("s1, public");
    }

    @Test
    void setLocalInAFileWithoutTransactionsHasNoEffectAndThatIsSaid() {
        files.add(
                "001_a.sql",
                "-- fraiseql:no-transaction\nSET LOCAL search_path = s1, public;\nCREATE TABLE placed (id int);\n");
        up();
        assertThat(placed()).isEqualTo("public");
        assertThat(recorder.remarks)
                .anyMatch(remark -> remark.contains("001_a.sql:2:1") && remark.contains("has no effect"));
    }

    @Test
    void aMissingTemporaryTableIsExplained() {
        files.add(
                "001_a.sql",
                "CREATE TEMP TABLE ids AS SELECT 1 AS id; PREPARE q AS SELECT 1;\nVACUUM log;\nSELECT 1/0;\n");
        upFails();
        files.add(
                "001_a.sql",
                "CREATE TEMP TABLE ids AS SELECT 1 AS id; PREPARE q AS SELECT 1;\nVACUUM log;\nSELECT * FROM ids;\n");
        assertThat(upFails().render())
                .contains("42P01", "the temporary table ids was of the session", "create it again");
        files.add(
                "001_a.sql",
                "CREATE TEMP TABLE ids AS SELECT 1 AS id; PREPARE q AS SELECT 1;\nVACUUM log;\nEXECUTE q;\n");
        assertThat(upFails().render()).contains("26000", "the prepared statement q was of the session");
    }

    @Test
    void anotherTableIsNotTakenForATemporaryOneThatHasEnded() {
        db.execute("CREATE TABLE ids (id int)");
        String above = "CREATE TEMP TABLE ids AS SELECT 1 AS id;\nVACUUM log;\n";
        files.add("001_a.sql", above + "SELECT 1/0;\n");
        upFails();
        files.add("001_a.sql", above + "INSERT INTO ids VALUES (2);\n");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.SESSION_STATE);
        assertThat(failure.render()).contains("001_a.sql:3:1", "temporary table ids");
        files.add("001_a.sql", above + "CREATE TEMP TABLE ids (id int);\nINSERT INTO ids VALUES (2);\n");
        up();
        assertThat(db.query("SELECT count(*) FROM ids")).containsExactly("0");
    }

    @Test
    void aSecretIsNotRecordedAndIsPutBackAllTheSame() {
        String above = "SET app.jwt_secret = 'It''s me'; SELECT set_config('app.api_key', 'k', false);\nVACUUM log;\n";
        files.add("001_a.sql", above + "SELECT 1/0;\n");
        upFails();
        assertThat(db.query("SELECT session_state FROM fraiseql_migrations").get(0))
                .contains("jwt_secret")
                .doesNotContain("It's", "It''s", "\"k\"");
        files.add(
                "001_a.sql",
                above
                        + "INSERT INTO log (what) SELECT current_setting('app.jwt_secret') || "
                        + "current_setting('app.api_key');\n");
        up();
        assertThat(db.query("SELECT what FROM log")).containsExactly("It's mek");
    }

    @Test
    void aSecretThatWasComputedIsAskedFor() {
        String above = "SELECT set_config('app.secret', md5('x'), false);\nVACUUM log;\n";
        files.add("001_a.sql", above + "SELECT 1/0;\n");
        upFails();
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.SESSION_STATE);
        db.execute(failure.detail().orElseThrow().strip());
        files.add("001_a.sql", above + "SELECT 1;\n");
        up();
    }

    @Test
    void whatAnOlderReleaseLeftWithoutTheSessionIsNotGuessedAt() {
        String above = "SET search_path = s1, public;\nVACUUM log;\n";
        files.add("001_a.sql", above + "SELECT 1/0;\n");
        upFails();
        db.execute("UPDATE fraiseql_migrations SET session_state = NULL");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.SESSION_STATE);
        assertThat(failure.render()).contains("001_a.sql:1:1", "An earlier release");
        db.execute(failure.detail().orElseThrow().strip());
        files.add("001_a.sql", above + "SET search_path = s1;\nCREATE TABLE placed (id int);\n");
        up();
        assertThat(placed()).isEqualTo("s1");
    }

    @Test
    void aCommitThatWasNotFollowedByAnythingIsSettledWhereTheFileTells() {
        String above = "SET search_path = s1, public;\nVACUUM log;\n";
        files.add("001_a.sql", above + "SELECT 1/0;\n");
        upFails();
        db.execute("UPDATE fraiseql_migrations SET units_done = 1, unit_checksums = unit_checksums[1:1],"
                + " session_state = session_state::jsonb || '{\"open\": [\"search_path\"]}'");
        files.add("001_a.sql", above + "CREATE TABLE placed (id int);\n");
        up();
        assertThat(placed()).isEqualTo("s1");
    }

    @Test
    void whatWasSettledIsNoQuestionAfterTheNextUnitHasBeenLostToo() {
        db.execute("CREATE PROCEDURE public.p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; "
                + "PERFORM pg_terminate_backend(pg_backend_pid()); END $$");
        String above = "SET search_path = s1, public;\nCALL public.p();\n";
        files.add("001_a.sql", above + "SELECT 1/0;\n");
        upFails();
        db.execute("UPDATE fraiseql_migrations SET unit_checksums = unit_checksums[1:1],"
                + " session_state = session_state::jsonb || '{\"open\": [\"search_path\"]}'");
        upFails();
        MigrateException asked = upFails();
        assertThat(asked.code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        String advice = asked.detail()
                .orElseThrow()
                .lines()
                .filter(line -> line.contains("if it took effect"))
                .findFirst()
                .orElseThrow();
        db.execute(advice.substring(advice.indexOf("UPDATE")));
        files.add("001_a.sql", above + "CREATE TABLE placed (id int);\n");
        up();
        assertThat(placed()).isEqualTo("s1");
    }

    @Test
    void whatWasSettledOnceIsNoQuestionForTheNextRun() {
        files.add("001_a.sql", "SET search_path = s1, public;\nVACUUM log;\nSELECT 1/0;\n");
        upFails();
        db.execute("UPDATE fraiseql_migrations SET units_done = 1, unit_checksums = unit_checksums[1:1],"
                + " session_state = session_state::jsonb || '{\"open\": [\"search_path\"]}'");
        assertThat(upFails().what()).contains("22012");
        assertThat(db.query("SELECT units_done || ' ' || (session_state::jsonb ? 'open') FROM fraiseql_migrations"))
                .containsExactly("2 false");
        assertThat(upFails().what()).contains("22012");
    }

    @Test
    void aCommitThatWasNotFollowedByAnythingIsAskedAboutWhereTheFileDoesNotTell() {
        String above = "SET LOCAL search_path = s1, public;\nBEGIN; CREATE TABLE x (); COMMIT;\n";
        files.add("001_a.sql", above + "SELECT 1/0;\n");
        upFails();
        db.execute("DROP TABLE x; UPDATE fraiseql_migrations SET units_done = 1, unit_checksums = unit_checksums[1:1], "
                + "session_state = '{\"settings\": {\"search_path\": \"s1, public\"}, \"lost\": {}, \"open\": "
                + "[\"search_path\"]}'");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.SESSION_STATE);
        assertThat(failure.render()).contains("search_path");
        String advice = failure.detail().orElseThrow().lines().toList().get(1);
        db.execute(advice.substring(advice.indexOf("UPDATE")));
        files.add("001_a.sql", above + "CREATE TABLE placed (id int);\n");
        up();
        assertThat(placed()).isEqualTo("public");
    }

    @Test
    void whatIsResetToWhatItWasIsNoDifference() {
        files.add("001_a.sql", """
                RESET ALL; CREATE TABLE x (id int);
                CREATE INDEX CONCURRENTLY ix ON x (id);
                SELECT set_config('app.x', '1', false);
                VACUUM log;
                SELECT 1/0;
                """);
        upFails();
        assertThat(db.query("SELECT units_done || ' ' || session_state FROM fraiseql_migrations"))
                .containsExactly("4 {\"lost\": {}, \"settings\": {\"app.x\": \"1\"}, \"withheld\": []}");
        db.execute("ALTER DATABASE " + db.name() + " SET statement_timeout = '5min'");
        files.add("002_a.sql", """
                RESET ALL; CREATE TABLE y (id int);
                CREATE INDEX CONCURRENTLY iy ON y (id);
                SELECT set_config('app.x', '1', false);
                VACUUM log;
                SELECT 1/0;
                """);
        migrator().mark("001_a");
        upFails();
        assertThat(db.query(
                        "SELECT units_done || ' ' || session_state FROM fraiseql_migrations WHERE version = '002_a'"))
                .containsExactly("4 {\"lost\": {}, \"settings\": {\"app.x\": \"1\"}, \"withheld\": []}");
    }

    @Test
    void aFileThatSetsNothingRemembersNothing() {
        files.add(
                "001_a.sql", "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY i ON a (id);\nDROP TABLE missing;\n");
        upFails();
        assertThat(db.query("SELECT session_state FROM fraiseql_migrations")).containsExactly("{}");
    }

    @Test
    void aRollbackResumesItsSessionToo() {
        String up = "CREATE TABLE a (id int);\n-- Rollback:\n";
        files.add("001_a.sql", up + "-- SET search_path = s1, public;\n-- VACUUM log;\n-- SELECT 1/0;\n");
        up();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> migrator().down(DownOptions.steps(1))))
                .isInstanceOf(MigrateException.class);
        files.add(
                "001_a.sql",
                up + "-- SET search_path = s1, public;\n-- VACUUM log;\n-- CREATE TABLE placed (id int);\n");
        migrator().down(DownOptions.steps(1));
        assertThat(placed()).isEqualTo("s1");
    }
}
