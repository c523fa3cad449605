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
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction;

/** A new partition beside a default partition. */
final class DefaultPartitionScanned extends Rule {

    DefaultPartitionScanned() {
        super(rule("L702", "default-partition-scanned", LintLevel.WARNING)
                .about(Command.CreateTable.class, Command.AlterTable.class)
                .title("A new partition reads every row of the default partition, and its readers and writers wait")
                .why("""
                        A row of the default partition may belong into the new one, so PostgreSQL looks at all of
                        them, under ACCESS EXCLUSIVE on the default partition. A valid CHECK that excludes the bounds
                        of the new partition proves that there are none, and no row is read.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_log_rest ADD CONSTRAINT tb_log_rest_not_2025
                            CHECK (at < '2025-01-01' OR at >= '2026-01-01') NOT VALID;
                        -- second migration
                        ALTER TABLE tb_log_rest VALIDATE CONSTRAINT tb_log_rest_not_2025;
                        -- third migration
                        CREATE TABLE tb_log_2025 PARTITION OF tb_log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ATTACH PARTITION\"")
                .proof(new Proof.TakesLock("tb_log_rest", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Scans("tb_log_rest")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create
                && create.sources().partitionOf() != null
                && !create.sources().defaultPartition()) {
            check(step, create.sources().partitionOf(), report);
        } else if (step.command() instanceof Command.AlterTable alter && alter.kind() == ObjectKind.TABLE) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.AttachPartition attach && !attach.byDefault()) {
                    check(step, alter.name(), report);
                }
            }
        }
    }

    private static void check(Step step, QualifiedName parent, Report report) {
        KnownTable table = step.table(parent);
        if (table == null || table.defaultPartition() == null) {
            return;
        }
        QualifiedName rest = new QualifiedName(null, table.defaultPartition(), 0, 0);
        if (!step.isNew(rest) && !Bounds.mayBeProven(step, parent, rest)) {
            report.at(
                    parent.from(),
                    "Every row of the default partition " + rest + " is read while its readers and writers wait.",
                    "Validate a CHECK on " + rest + " that excludes the bounds of the new partition first.");
        }
    }
}
