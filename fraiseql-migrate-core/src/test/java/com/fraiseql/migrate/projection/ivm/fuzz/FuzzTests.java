// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.concurrent.Maintenance;
import com.fraiseql.migrate.projection.ivm.concurrent.MissingLocks;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random schemas, views and writers. {@code -Dfuzz.from}, {@code -Dfuzz.seeds}, {@code -Dfuzz.commits} and
 * {@code -Dfuzz.writers} say how many.
 */
class FuzzTests {

    private static final int WRITERS = Integer.getInteger("fuzz.writers", 6);

    private long tables;
    private long incremental;

    @Test
    void afterEachOfSomeHundredTransactionsTheTablesEqualTheirViews() throws Exception {
        run(1, 2, 200);
    }

    @Test
    @Tag("slow")
    void afterEachOfManyTransactionsTheTablesEqualTheirViews() throws Exception {
        run(
                Integer.getInteger("fuzz.from", 1),
                Integer.getInteger("fuzz.seeds", 20),
                Integer.getInteger("fuzz.commits", 10_000));
    }

    @Test
    void withoutLocksTheWritersLeaveDifferences() throws Exception {
        Fuzz.Result result = new Fuzz(4, WRITERS, 3000).run((db, options) -> {
            List<TableVerdict> verdicts = Maintenance.install(db, options);
            MissingLocks.remove(db);
            return verdicts;
        });
        assertThat(result.counts().differences()).isNotEmpty();
    }

    private void run(int from, int seeds, int commits) throws SQLException, InterruptedException {
        for (int seed = from; seed < from + seeds; seed++) {
            Fuzz.Result result = new Fuzz(seed, WRITERS, commits).run(Maintenance::install);
            System.out.println("seed " + seed + ": " + result.incremental() + " of "
                    + result.verdicts().size() + " tables incremental, " + result.counts());
            String what = "seed " + seed + "\n" + result.schema();
            assertThat(result.counts().surprises()).as(what).isEmpty();
            assertThat(result.counts().differences()).as(what).isEmpty();
            assertThat(result.left()).as(what).isEmpty();
            tables += result.verdicts().size();
            incremental += result.incremental();
            if (result.incremental() > 0) {
                assertThat(result.counts().commits()).as(what).isGreaterThanOrEqualTo(commits);
                assertThat(result.counts().snapshots()).as(what).isPositive();
            }
        }
        assertThat(incremental * 100 / tables)
                .as("how many of a hundred tables are incremental")
                .isGreaterThanOrEqualTo(85);
    }
}
