// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.index;

import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;

/** CREATE INDEX on a partitioned table. */
final class PartitionedIndexNotConcurrent extends Rule {

    PartitionedIndexNotConcurrent() {
        super(rule("L105", "partitioned-index-not-concurrent", LintLevel.ERROR)
                .about(Command.CreateIndex.class)
                .title("CREATE INDEX on a partitioned table stops the writers of all its partitions")
                .why("""
                        The index is built on one partition after the other, and SHARE is held on the partitioned
                        table and on all partitions until the last one is done. CONCURRENTLY is refused for a
                        partitioned table, but not for its partitions.
                        """)
                .rewrite("""
                        CREATE INDEX tb_log_kind ON ONLY tb_log (kind);
                        CREATE INDEX CONCURRENTLY tb_log_2024_kind ON tb_log_2024 (kind);
                        ALTER INDEX tb_log_kind ATTACH PARTITION tb_log_2024_kind;
                        """)
                .source("PostgreSQL manual, \"Partition Maintenance\"")
                .proof(new Proof.TakesLock("tb_log", LockLevel.SHARE))
                .proof(new Proof.TakesLock("tb_log_2024", LockLevel.SHARE))
                .proof(new Proof.Scans("tb_log_2024"))
                .proof(new Proof.Blocks("INSERT INTO tb_log VALUES (-1, '2024-05-01', 'x')")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateIndex create
                && !create.flags().concurrently()
                && !create.flags().only()
                && !step.isNew(create.table())) {
            KnownTable table = step.table(create.table());
            if (table != null && table.partitioned()) {
                report.add(
                        "Writers of all partitions of " + create.table() + " wait until the last partition is indexed.",
                        "Create the index ON ONLY " + create.table()
                                + ", build one on each partition with CONCURRENTLY, " + "and attach them.");
            }
        }
    }
}
