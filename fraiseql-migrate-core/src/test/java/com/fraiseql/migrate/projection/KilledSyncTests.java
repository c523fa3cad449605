// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.testsupport.Await;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KilledSyncTests {

    private static final String ASLEEP =
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";

    private static final String OTHERS =
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    @RegisterExtension
    static final FreshDatabase database = new FreshDatabase();

    /** Each time the server ends the sync's sessions somewhere in the middle. */
    @Test
    void aSyncWhoseSessionsAreEndedTimeAndAgainLosesNoIndexAndDoesNoRangeTwice() throws Exception {
        TestDatabase db = database.get();
        for (String view : new String[] {Blog.V_POST, Blog.V_POST_AGGREGATED}) {
            Blog.create(db, 40_000);
            db.execute(
                    Blog.DEAR,
                    view,
                    "CREATE INDEX by_data ON tv_post USING gin (data)",
                    "CREATE INDEX by_date ON tv_post (updated_at)");
            Random random = new Random(7);
            int ended = 0;
            for (int i = 0; i < 40 && ended < 6; i++) {
                ReadTables readTables = ReadTables.builder(db.dataSource()).build();
                var run = CompletableFuture.supplyAsync(() -> {
                    try {
                        return readTables.sync(SyncOptions.defaults()) != null;
                    } catch (MigrateException e) {
                        return false;
                    }
                });
                Await.until(() -> run.isDone() || !db.query(OTHERS).isEmpty());
                // the first time soon: a fast machine would be done otherwise
                Thread.sleep(random.nextInt(i == 0 ? 60 : 600));
                db.execute("SELECT pg_terminate_backend(pid) FROM (" + OTHERS + ") o");
                if (run.get(60, TimeUnit.SECONDS)) {
                    break;
                }
                ended++;
            }
            assertThat(ended).isPositive();
            assertFinished(db, 40_000);
            assertThat(db.query("SELECT count(*) FROM pg_index WHERE indrelid = 'tv_post'::regclass AND indisvalid"))
                    .containsExactly("3");
        }
    }

    @Test
    void theServerEndsTheSessionsOfAProcessThatWasKilledInTheMiddleOfAStatement() throws Exception {
        TestDatabase db = database.get();
        Blog.create(db, 1);
        db.execute("CREATE OR REPLACE VIEW v_post AS SELECT id, to_jsonb(title || pg_sleep(600)) AS data FROM tb_post");
        Process process = child(db);
        Await.until(() -> !db.query(ASLEEP).isEmpty());
        process.destroyForcibly().waitFor();
        Await.until(() -> db.query(ASLEEP).isEmpty());
        assertThat(db.query("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
                .isEmpty();
    }

    /** Each time the whole process is gone, as with {@code kill -9}. */
    @Test
    @Tag("slow")
    void aMillionRowsWithTheProcessKilledTenTimesEndEqualToTheView() throws Exception {
        TestDatabase db = database.get();
        Blog.create(db, 1_000_000);
        db.execute("CREATE INDEX by_data ON tv_post USING gin (data)", "ANALYZE");
        Random random = new Random(11);
        int killed = 0;
        while (killed < 10) {
            Process process = child(db);
            if (process.waitFor(1500 + random.nextInt(2000), TimeUnit.MILLISECONDS)) {
                break;
            }
            process.destroyForcibly().waitFor();
            killed++;
        }
        assertThat(killed).isEqualTo(10);
        assertFinished(db, 1_000_000);
        assertThat(db.query("SELECT count(*) FROM pg_index WHERE indrelid = 'tv_post'::regclass AND indisvalid"))
                .containsExactly("2");
    }

    private static void assertFinished(TestDatabase db, int rows) {
        ReadTables.builder(db.dataSource()).build().sync(SyncOptions.defaults().withTables(Set.of("tv_post")));
        assertThat(Blog.differences(db)).isZero();
        assertThat(db.query("SELECT inserted || ' ' || updated || ' ' || deleted || ' ' || cardinality(indexes) "
                        + "FROM fraiseql_sync"))
                .as("no range was done twice, and no index is still to be built")
                .containsExactly(rows + " 0 0 0");
    }

    private static Process child(TestDatabase db) throws IOException {
        String classpath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        classpath,
                        SyncProcess.class.getName(),
                        db.url(),
                        db.user(),
                        db.password(),
                        "tv_post",
                        "2")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
