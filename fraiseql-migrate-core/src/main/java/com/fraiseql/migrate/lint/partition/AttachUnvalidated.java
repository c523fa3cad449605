// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.partition;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TableAction;

/** ATTACH PARTITION of a table without a CHECK that proves its range. */
final class AttachUnvalidated extends Rule {

    AttachUnvalidated() {
        super(rule("L701", "attach-partition-scans", LintLevel.WARNING)
                .about(Command.AlterTable.class)
                .title("ATTACH PARTITION reads every row of the new partition, and its readers and writers wait")
                .why("""
                        PostgreSQL checks that each row belongs into the partition, under ACCESS EXCLUSIVE on the
                        partition and SHARE UPDATE EXCLUSIVE on the parent. A valid CHECK that says the same as the
                        bounds proves it, and no row is read.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_event_2025 ADD CONSTRAINT tb_event_2025_range
                            CHECK (happened_at >= '2025-01-01' AND happened_at < '2026-01-01') NOT VALID;
                        -- second migration
                        ALTER TABLE tb_event_2025 VALIDATE CONSTRAINT tb_event_2025_range;
                        -- third migration
                        ALTER TABLE tb_event ATTACH PARTITION tb_event_2025
                            FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                        ALTER TABLE tb_event_2025 DROP CONSTRAINT tb_event_2025_range;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ATTACH PARTITION\"")
                .proof(new Proof.TakesLock("tb_event_2025", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.TakesLock("tb_event", LockLevel.SHARE_UPDATE_EXCLUSIVE))
                .proof(new Proof.Scans("tb_event_2025")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter && alter.kind() == ObjectKind.TABLE) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.AttachPartition attach
                        && !step.isNew(attach.partition())
                        && !Bounds.mayBeProven(step, alter.name(), attach.partition())) {
                    report.at(
                            attach.partition().from(),
                            "Every row of " + attach.partition() + " is read while its readers and writers wait.",
                            "Add a CHECK of the bounds with NOT VALID, validate it, and attach the table after that.");
                }
            }
        }
    }
}
