// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.index;

import com.fraiseql.migrate.lint.catalog.KnownIndex;
import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.QualifiedName;

/** CONCURRENTLY for an index of a partitioned table. */
final class ConcurrentlyOnPartitioned extends Rule {

    ConcurrentlyOnPartitioned() {
        super(rule("L137", "concurrently-on-partitioned-table", LintLevel.ERROR)
                .about(Command.CreateIndex.class, Command.DropIndex.class)
                .title("An index of a partitioned table cannot be built or dropped with CONCURRENTLY")
                .why("""
                        PostgreSQL refuses both with SQLSTATE 0A000. The partitions can be indexed concurrently one by
                        one.
                        """)
                .rewrite("""
                        CREATE INDEX tb_log_kind ON ONLY tb_log (kind);
                        CREATE INDEX CONCURRENTLY tb_log_2024_kind ON tb_log_2024 (kind);
                        ALTER INDEX tb_log_kind ATTACH PARTITION tb_log_2024_kind;
                        """)
                .source("PostgreSQL manual, CREATE INDEX, \"Building Indexes Concurrently\"")
                .proof(new Proof.Fails("0A000")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateIndex create
                && create.flags().concurrently()
                && !create.flags().only()) {
            refuse(step, create.table(), report);
        } else if (step.command() instanceof Command.DropIndex drop && drop.concurrently()) {
            for (QualifiedName name : drop.indexes()) {
                KnownIndex index = step.known().index(name);
                if (index != null) {
                    refuse(step, index.table(), report);
                }
            }
        }
    }

    private static void refuse(Step step, QualifiedName table, Report report) {
        KnownTable known = step.table(table);
        if (known != null && known.partitioned()) {
            report.add(
                    "PostgreSQL refuses CONCURRENTLY for an index of the partitioned table " + table + ".",
                    "Use CONCURRENTLY on its partitions, one by one.");
        }
    }
}
