// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.IncrementalMaintenance;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.concurrent.MaintainedDatabase;
import com.fraiseql.migrate.projection.ivm.concurrent.Maintenance;
import com.fraiseql.migrate.testsupport.Await;
import com.fraiseql.migrate.testsupport.CrashServer;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients, backends and the server end at any moment, with and without prepared transactions. */
@Tag("slow")
class KilledWritersTests {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 8);

    private static final IvmOptions OPTIONS = IvmOptions.defaults().withMostKeys(6);

    private static CrashServer server;

    @BeforeAll
    static void start() {
        server = CrashServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Ends something while the victims write. */
    private interface Kill {
        void now(TestDatabase db, List<Victim> victims, Random random) throws SQLException, InterruptedException;
    }

    @Test
    void afterClientsHaveVanishedTheTablesEqualTheirViews() throws Exception {
        rounds((db, victims, random) -> {
            for (int i = 0; i < 15; i++) {
                Thread.sleep(random.nextInt(100));
                victims.get(random.nextInt(victims.size())).vanish();
            }
        });
    }

    @Test
    void afterBackendsHaveBeenTerminatedTheTablesEqualTheirViews() throws Exception {
        rounds((db, victims, random) -> {
            for (int i = 0; i < 15; i++) {
                Thread.sleep(random.nextInt(100));
                db.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1");
            }
        });
    }

    @Test
    void afterTheServerHasCrashedTheTablesEqualTheirViews() throws Exception {
        rounds((db, victims, random) -> {
            Thread.sleep(200 + random.nextInt(1200));
            server.crash();
            Thread.sleep(random.nextInt(300));
        });
    }

    private void rounds(Kill kill) throws SQLException, InterruptedException {
        long commits = 0;
        for (int seed = 1; seed <= ROUNDS; seed++) {
            commits += round(seed, kill);
        }
        assertThat(commits).isGreaterThan(ROUNDS * 10L);
    }

    private long round(int seed, Kill kill) throws SQLException, InterruptedException {
        Random random = new Random(seed);
        FuzzSchema schema = FuzzSchema.of(random);
        try (TestDatabase db = server.createDatabase()) {
            schema.create(db);
            List<String> maintained = Maintenance.install(db, OPTIONS).stream()
                    .filter(TableVerdict::incremental)
                    .map(TableVerdict::table)
                    .toList();
            assertThat(maintained).isNotEmpty();
            AtomicBoolean more = new AtomicBoolean(true);
            AtomicLong commits = new AtomicLong();
            List<Victim> victims = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Random own = new Random(seed * 100L + i);
                RandomChanges changes = new RandomChanges(schema.tables(), own, false);
                victims.add(new Victim(db, db.name() + "_" + i, changes, own, commits, more::get));
                threads.add(new Thread(victims.get(i)));
            }
            threads.forEach(Thread::start);
            kill.now(db, victims, random);
            more.set(false);
            for (Thread thread : threads) {
                thread.join();
            }
            settle(db, random);
            String what = "seed " + seed;
            assertThat(MaintainedDatabase.problems(db, maintained)).as(what).isEmpty();
            assertThat(new IncrementalMaintenance(db.dataSource()).inspect(OPTIONS))
                    .as(what)
                    .isEmpty();
            return commits.get();
        }
    }

    /** Ends what was prepared, one way or the other, and waits for sessions that are still about to end. */
    private static void settle(TestDatabase db, Random random) throws InterruptedException {
        Await.until(() -> db.query("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'")
                .isEmpty());
        for (String prepared : db.query("SELECT gid FROM pg_prepared_xacts WHERE database = current_database()")) {
            db.execute((random.nextBoolean() ? "COMMIT" : "ROLLBACK") + " PREPARED '" + prepared + "'");
        }
    }
}
