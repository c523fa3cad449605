// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.partition;

import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;

/** DETACH PARTITION that stops users of the whole table. */
final class DetachNotConcurrent extends TableRule {

    DetachNotConcurrent() {
        super(rule("L703", "detach-not-concurrent", LintLevel.ERROR)
                .title("DETACH PARTITION stops readers and writers of the partitioned table")
                .why("""
                        It takes ACCESS EXCLUSIVE on the parent: every query of the table waits, whatever partition it
                        is about, and while it waits for a long query all others wait, too. With CONCURRENTLY the
                        parent stays in use.
                        """)
                .rewrite("""
                        ALTER TABLE tb_event DETACH PARTITION tb_event_2024 CONCURRENTLY;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"DETACH PARTITION\"")
                .proof(new Proof.TakesLock("tb_event", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.TakesLock("tb_event_2024", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_event LIMIT 1")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.DetachPartition detach && !detach.concurrently() && !detach.finalizing()) {
            KnownTable table = step.table(alter.name());
            boolean refused = table != null && table.defaultPartition() != null;
            report.add(
                    "Readers and writers of " + alter.name() + " wait until the transaction ends.",
                    refused
                            ? "Keep it in a migration of its own: beside a default partition CONCURRENTLY is refused."
                            : "Use DETACH PARTITION … CONCURRENTLY.");
        }
    }
}
