// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.partition;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction;

/** A default partition. */
final class DefaultPartition extends Rule {

    DefaultPartition() {
        super(rule("L707", "default-partition", LintLevel.ADVICE)
                .about(Command.CreateTable.class, Command.AlterTable.class)
                .title("A default partition takes rows that no other one takes, and makes each later partition dearer")
                .why("""
                        Rows with a value that no partition is for are not refused but collect there. Each new
                        partition then has to look at all of them, under ACCESS EXCLUSIVE, and is refused if one
                        belongs to it; and no partition can be detached with CONCURRENTLY.
                        """)
                .rewrite("""
                        CREATE TABLE tb_log_2025 PARTITION OF tb_log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                        -- ahead of time, by a job
                        """)
                .source("PostgreSQL manual, \"Partition Maintenance\"")
                .proof(new Proof.Observes("SELECT count(*) FROM tb_event_rest", "1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create
                && create.sources().defaultPartition()) {
            report(create.name(), report);
        } else if (step.command() instanceof Command.AlterTable alter) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.AttachPartition attach && attach.byDefault()) {
                    report(attach.partition(), report);
                }
            }
        }
    }

    private static void report(QualifiedName partition, Report report) {
        report.at(
                partition.from(),
                "Rows that belong to no other partition collect in " + partition + ".",
                "Create partitions ahead of time, and let a row without one fail.");
    }
}
