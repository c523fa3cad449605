// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.projection;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.QualifiedName;

/** A new partition of a table that a read table is made of. */
final class BasePartitionWithoutTriggers extends Rule {

    BasePartitionWithoutTriggers() {
        super(rule("L842", "base-table-partition-without-triggers", LintLevel.ADVICE)
                .about(Command.CreateTable.class)
                .title("A new partition has no statement triggers, so the read table misses writes that name it")
                .why("""
                        Statement triggers of the parent fire for statements that name the parent. A statement that
                        names the partition fires only the triggers that the partition has, and a new one has none.
                        """)
                .rewrite("""
                        CREATE TABLE tb_log_2026 PARTITION OF tb_log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
                        -- then, or with fraiseql.migrate.ivm.mode=apply at the next start
                        -- fraiseql migrate ivm --apply
                        """)
                .source("docs/ivm.md, \"Traps\"")
                .proof(new Proof.Changes(
                        "SELECT count(*) FROM (SELECT id FROM v_log EXCEPT SELECT id FROM tv_log) d", "0", "1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create
                && create.sources().partitionOf() != null) {
            QualifiedName parent = create.sources().partitionOf();
            QualifiedName read = ReadTables.fedBy(step, parent);
            if (read != null) {
                report.at(
                        parent.from(),
                        "Statements that name " + create.name() + " do not fire the triggers that keep " + read + ".",
                        "Write through " + parent + ", and run fraiseql migrate ivm --apply.");
            }
        }
    }
}
