// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.concurrent.MaintainedDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * One seed: random tables, views and writers.
 *
 * @param seed the seed
 * @param writers how many write at once
 * @param commits how many transactions are committed; a few more, since writers end what they have begun
 */
record Fuzz(long seed, int writers, long commits) {

    private static final List<Integer> MOST_KEYS = List.of(2, 6, 64);
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(15);

    /**
     * What came of it.
     *
     * @param verdicts of each read table
     * @param counts what happened
     * @param left what was other than it should be at the end
     * @param schema what to run to have the same tables
     */
    record Result(List<TableVerdict> verdicts, FuzzCounts counts, List<String> left, String schema) {

        long incremental() {
            return verdicts.stream().filter(TableVerdict::incremental).count();
        }
    }

    /** Runs with what installs the maintenance and says what it has decided. */
    Result run(BiFunction<TestDatabase, IvmOptions, List<TableVerdict>> maintenance)
            throws SQLException, InterruptedException {
        Random random = new Random(seed);
        FuzzSchema schema = FuzzSchema.of(random);
        IvmOptions options = IvmOptions.defaults()
                .withMostKeys(MOST_KEYS.get(random.nextInt(MOST_KEYS.size())))
                .withLocks(random.nextInt(5) == 0 ? IvmOptions.Locks.TABLE : IvmOptions.Locks.EDGES);
        try (TestDatabase db = TestDatabase.create()) {
            schema.create(db);
            List<TableVerdict> verdicts = maintenance.apply(db, options);
            List<String> maintained = verdicts.stream()
                    .filter(TableVerdict::incremental)
                    .map(TableVerdict::table)
                    .toList();
            FuzzCounts counts = new FuzzCounts();
            if (!maintained.isEmpty()) {
                write(db, schema, maintained, counts);
            }
            return new Result(
                    verdicts,
                    counts,
                    MaintainedDatabase.problems(db, maintained),
                    String.join(";\n", schema.statements()) + ";");
        }
    }

    private void write(TestDatabase db, FuzzSchema schema, List<String> maintained, FuzzCounts counts)
            throws InterruptedException {
        long start = System.nanoTime();
        BooleanSupplier more = () -> counts.commits() < commits
                && counts.surprises().isEmpty()
                && counts.differences().isEmpty()
                && System.nanoTime() - start < PATIENCE;
        boolean merge = !db.query("SELECT 1 WHERE current_setting('server_version_num')::int >= 150000")
                .isEmpty();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            Random own = new Random(seed * 1000 + i);
            threads.add(new Thread(new Writer(db, new RandomChanges(schema.tables(), own, merge), own, counts, more)));
        }
        threads.add(new Thread(new Checker(db, maintained, counts, more)));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
