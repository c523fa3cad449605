// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.IncrementalMaintenance;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.Verification;
import com.fraiseql.migrate.projection.ivm.concurrent.MaintainedDatabase;
import com.fraiseql.migrate.testsupport.Await;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The maintenance comes, is verified and goes while others write. */
class InstalledUnderLoadTests {

    private static final IvmOptions OPTIONS = IvmOptions.defaults().withMostKeys(6);

    @Test
    void itCanBeInstalledVerifiedRemovedAndInstalledAgainWhileOthersWrite() throws Exception {
        FuzzSchema schema = FuzzSchema.of(new Random(6));
        try (TestDatabase db = TestDatabase.create()) {
            schema.create(db);
            IncrementalMaintenance maintenance = new IncrementalMaintenance(db.dataSource());
            AtomicBoolean more = new AtomicBoolean(true);
            FuzzCounts counts = new FuzzCounts();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Random own = new Random(i);
                threads.add(new Thread(
                        new Writer(db, new RandomChanges(schema.tables(), own, false), own, counts, more::get)));
            }
            threads.forEach(Thread::start);
            try {
                waitForCommits(counts, 20);
                List<String> installed = maintenance.apply(OPTIONS).installed();
                assertThat(installed).hasSameSizeAs(schema.views());
                waitForCommits(counts, 50);
                assertThat(maintenance.verify(OPTIONS, false, 0))
                        .hasSameSizeAs(schema.views())
                        .allMatch(Verification::equal);
                assertThat(maintenance.drop(OPTIONS)).containsExactlyInAnyOrderElementsOf(installed);
                waitForCommits(counts, 20);
                assertThat(maintenance.apply(OPTIONS).installed()).containsExactlyInAnyOrderElementsOf(installed);
                waitForCommits(counts, 50);
            } finally {
                more.set(false);
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            assertThat(counts.surprises()).isEmpty();
            assertThat(MaintainedDatabase.problems(
                            db, schema.views().stream().map(FuzzView::table).toList()))
                    .isEmpty();
            assertThat(maintenance.inspect(OPTIONS)).isEmpty();
        }
    }

    private static void waitForCommits(FuzzCounts counts, int count) throws InterruptedException {
        long goal = counts.commits() + count;
        Await.until(() -> counts.commits() >= goal || !counts.surprises().isEmpty());
    }
}
