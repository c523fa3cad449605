// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A script that fails at random places, and resumes in another session each time, ends like one that nothing disturbs.
 */
class RandomSessionTests {

    @TempDir
    Path folder;

    @Test
    void aFewScriptsEndAlike() throws Exception {
        run(0, 12);
    }

    @Test
    @Tag("slow")
    void manyScriptsEndAlike() throws Exception {
        run(100, 400);
    }

    private void run(long from, long to) throws Exception {
        try (TestDatabase resumed = TestDatabase.create();
                TestDatabase undisturbed = TestDatabase.create()) {
            String role = resumed.name() + "_r";
            resumed.execute("CREATE ROLE " + role);
            try {
                for (long seed = from; seed < to; seed++) {
                    RandomSessions random = new RandomSessions(seed, role);
                    prepare(undisturbed, role, 0);
                    prepare(resumed, role, random.fuses());
                    transactions(undisturbed, random.transactions());
                    resume(resumed, random);
                    assertThat(result(resumed))
                            .as("seed %d:%n%s", seed, random.file())
                            .isEqualTo(result(undisturbed));
                }
            } finally {
                clear(resumed);
                clear(undisturbed);
                resumed.execute("DROP ROLE " + role);
            }
        }
    }

    private static void clear(TestDatabase db) {
        db.execute("DROP SCHEMA IF EXISTS public, s1, s2, s3 CASCADE", "CREATE SCHEMA public");
    }

    private static void prepare(TestDatabase db, String role, int fuses) {
        clear(db);
        db.execute(
                "CREATE SCHEMA s1; CREATE SCHEMA s2; CREATE SCHEMA s3",
                "CREATE TABLE log (id int GENERATED ALWAYS AS IDENTITY, what text)",
                "CREATE TABLE fuse (id int)",
                "INSERT INTO fuse SELECT generate_series(0, " + (fuses - 1) + ")",
                "CREATE FUNCTION blow(k int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN"
                        + " IF EXISTS (SELECT FROM public.fuse WHERE id = k) THEN RAISE 'fuse %', k; END IF; END $$",
                "CREATE FUNCTION writes() RETURNS text LANGUAGE sql AS $$ INSERT INTO public.log (what) VALUES ('w');"
                        + " SELECT count(*)::text FROM public.log $$",
                "CREATE FUNCTION sets(v text, l boolean) RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM "
                        + "set_config('app.inner', v, l); END $$",
                "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.log (what) VALUES ('p ' || "
                        + "current_setting('search_path')); COMMIT; END $$",
                "GRANT ALL ON SCHEMA public, s1, s2, s3 TO " + role,
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role);
    }

    private void resume(TestDatabase db, RandomSessions random) {
        new com.fraiseql.migrate.testsupport.MigrationFiles(folder).add("001_a.sql", random.file());
        Migrator migrator = Migrator.builder(db.dataSource())
                .source(new com.fraiseql.migrate.testsupport.MigrationFiles(folder).source())
                .build();
        for (int i = 0; i <= random.fuses(); i++) {
            try {
                migrator.up();
                return;
            } catch (MigrateException e) {
                assertThat(e.code())
                        .as(() -> e.render() + "\n" + random.file())
                        .isEqualTo(FailureCode.STATEMENT_FAILED);
                assertThat(e.what()).as(random::file).contains("fuse ");
                db.execute("DELETE FROM public.fuse WHERE id = " + e.what().replaceAll("(?s).*fuse (\\d+).*", "$1"));
            }
        }
        throw new AssertionError("a fuse blew twice");
    }

    private static void transactions(TestDatabase db, List<List<String>> transactions) throws SQLException {
        try (Connection connection = db.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (List<String> transaction : transactions) {
                for (String sql : transaction) {
                    statement.execute(sql);
                }
                connection.commit();
            }
        }
    }

    private static List<String> result(TestDatabase db) {
        return db.query("SELECT what FROM (SELECT 1 AS part, id, what FROM public.log UNION ALL"
                + " SELECT 2, row_number() OVER (ORDER BY relname), concat_ws(' ', relnamespace::regnamespace, "
                + "relname, relowner::regrole)"
                + " FROM pg_class WHERE relkind = 'r' AND relname ~ '^t[0-9]+$') AS all_of_it ORDER BY part, id");
    }
}
