// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.partition;

import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;

/** A change of a table with many partitions. */
final class ManyPartitionsLocked extends Rule {

    ManyPartitionsLocked() {
        super(rule("L708", "many-partitions-locked", LintLevel.ADVICE)
                .about(Command.AlterTable.class)
                .title("The statement locks all partitions of the table at once")
                .why("""
                        ALTER TABLE of a partitioned table changes all of its partitions in one transaction, and holds
                        the lock on each of them. It gets the last one only when no query uses any of them, and with
                        hundreds of partitions the lock table of the server may be full.
                        """)
                .rewrite("""
                        ALTER TABLE ONLY tb_log ALTER COLUMN shard SET DEFAULT 0;
                        -- then the partitions, one migration for some of them
                        """)
                .source("PostgreSQL manual, \"Lock Management\", max_locks_per_transaction")
                .proof(new Proof.TakesLock("tb_log_0", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.TakesLock("tb_log_19", LockLevel.ACCESS_EXCLUSIVE)));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter && !alter.only() && !step.isNew(alter.name())) {
            KnownTable table = step.table(alter.name());
            if (table != null
                    && table.partitions().size() >= MANY
                    && alter.actions().stream().anyMatch(ManyPartitionsLocked::descends)) {
                report.add(
                        "This locks " + table.partitions().size() + " partitions of " + alter.name() + " at once.",
                        "Use ALTER TABLE ONLY where that is enough, or change the partitions in several migrations.");
            }
        }
    }

    private static final int MANY = 20;

    private static boolean descends(TableAction action) {
        return action instanceof TableAction.AddColumn
                || action instanceof TableAction.DropColumn
                || action instanceof TableAction.AlterColumn
                || action instanceof TableAction.AddConstraint
                || action instanceof TableAction.DropConstraint;
    }
}
