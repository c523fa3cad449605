// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.partition;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.QualifiedName;

/** CREATE TABLE PARTITION OF a table in use. */
final class CreatePartitionOf extends Rule {

    CreatePartitionOf() {
        super(rule("L705", "create-partition-locks-parent", LintLevel.ADVICE)
                .about(Command.CreateTable.class)
                .title("CREATE TABLE … PARTITION OF stops readers and writers of the partitioned table")
                .why("""
                        It takes ACCESS EXCLUSIVE on the parent until the transaction ends. A table that is created
                        alone and attached needs SHARE UPDATE EXCLUSIVE there, which readers and writers do not
                        notice; as long as it is empty there is nothing to read.
                        """)
                .rewrite("""
                        CREATE TABLE tb_event_2026 (LIKE tb_event INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
                        ALTER TABLE tb_event ATTACH PARTITION tb_event_2026
                            FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
                        """)
                .source("PostgreSQL manual, \"Partition Maintenance\"")
                .proof(new Proof.TakesLock("tb_event", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_event LIMIT 1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create) {
            QualifiedName parent = create.sources().partitionOf();
            if (parent != null && !step.isNew(parent)) {
                report.at(
                        parent.from(),
                        "Readers and writers of " + parent + " wait until the transaction ends.",
                        "Create the table with LIKE " + parent + ", and attach it.");
            }
        }
    }
}
