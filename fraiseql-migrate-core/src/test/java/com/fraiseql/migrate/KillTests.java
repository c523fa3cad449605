// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.testsupport.CrashServer;
import com.fraiseql.migrate.testsupport.Fingerprint;
import com.fraiseql.migrate.testsupport.MigrationFiles;
import com.fraiseql.migrate.testsupport.MigratorProcess;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills migrators at random moments, and lets the last one finish: what it leaves must equal what an undisturbed one
 * leaves. {@code -Dtest.seed=N} repeats a run's choices, {@code -Dtest.rounds=N} makes it longer.
 */
@Tag("slow")
class KillTests {

    private static final Logger log = LoggerFactory.getLogger(KillTests.class);
    private static final int KILLS_PER_ROUND = 7;
    private static final int ROWS = 8_000;

    @TempDir
    static Path folder;

    private static CrashServer server;
    private static List<String> expected;
    private static List<String> expectedHistory;
    private static long millisAlone;

    enum Way {
        SIGKILL,
        TERMINATE,
        CRASH
    }

    @BeforeAll
    static void aRunLeftAlone() {
        server = CrashServer.start();
        LongHistory.write(new MigrationFiles(folder), ROWS);
        try (TestDatabase db = server.createDatabase()) {
            long start = System.nanoTime();
            migrator(db).up();
            millisAlone = (System.nanoTime() - start) / 1_000_000;
            expected = Fingerprint.of(db);
            expectedHistory = Fingerprint.history(db);
        }
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @Test
    void whateverKillsARunTheNextOnesFinishItExactlyOnce() throws Exception {
        long seed = Long.getLong("test.seed", System.nanoTime());
        int rounds = Integer.getInteger("test.rounds", 15);
        log.info("seed {}, {} rounds, a run left alone takes {} ms", seed, rounds, millisAlone);
        Random random = new Random(seed);
        Map<Way, Integer> kills = new HashMap<>();
        for (int round = 1; round <= rounds; round++) {
            try (TestDatabase db = server.createDatabase()) {
                String story = round(db, random, kills);
                migrator(db).up();
                String which = "seed " + seed + ", round " + round + ": " + story;
                assertThat(db.query("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid"))
                        .as("invalid indexes, " + which)
                        .isEmpty();
                assertThat(Fingerprint.of(db)).as(which).isEqualTo(expected);
                assertThat(Fingerprint.history(db)).as(which).isEqualTo(expectedHistory);
            }
        }
        log.info("killed {}", kills);
        assertThat(kills).containsOnlyKeys(Way.values());
    }

    private static String round(TestDatabase db, Random random, Map<Way, Integer> kills) throws Exception {
        StringBuilder story = new StringBuilder();
        for (int i = 0; i < KILLS_PER_ROUND; i++) {
            Way way = Way.values()[random.nextInt(Way.values().length)];
            // sooner rather than later, so that a round sees several
            long delay = (long) (millisAlone * Math.pow(random.nextDouble(), 1.5));
            boolean finished = way == Way.SIGKILL ? killProcess(db, delay) : killSession(db, delay, way);
            story.append(way).append(" after ").append(delay).append(" ms; ");
            if (finished) {
                return story + "which was too late";
            }
            kills.merge(way, 1, Integer::sum);
        }
        return story.toString();
    }

    private static boolean killProcess(TestDatabase db, long delay) throws InterruptedException {
        try (MigratorProcess process = MigratorProcess.start(db, folder)) {
            while (process.running() && !process.output().contains("connected")) {
                Thread.sleep(5);
            }
            Thread.sleep(delay);
            process.kill();
            return process.output().contains("done");
        }
    }

    private static boolean killSession(TestDatabase db, long delay, Way way) throws Exception {
        CompletableFuture<UpResult> run =
                CompletableFuture.supplyAsync(() -> migrator(db).up());
        Thread.sleep(delay);
        if (way == Way.CRASH) {
            server.crash();
        } else {
            db.query("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND pid <> pg_backend_pid()");
        }
        try {
            run.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MigrateException failure) {
                assertThat(failure.code())
                        .as(failure.render())
                        .isIn(FailureCode.CONNECTION_LOST, FailureCode.UNREACHABLE);
                return false;
            }
            throw e;
        }
    }

    private static Migrator migrator(TestDatabase db) {
        return Migrator.builder(db.dataSource())
                .source(new MigrationFiles(folder).source())
                .build();
    }
}
