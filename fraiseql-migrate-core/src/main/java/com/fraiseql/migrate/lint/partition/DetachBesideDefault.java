// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.partition;

import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TableAction;

/** DETACH PARTITION CONCURRENTLY of a table with a default partition. */
final class DetachBesideDefault extends Rule {

    DetachBesideDefault() {
        super(rule("L704", "detach-concurrently-beside-default", LintLevel.ERROR)
                .about(Command.AlterTable.class)
                .title("DETACH PARTITION CONCURRENTLY is refused while there is a default partition")
                .why("""
                        PostgreSQL refuses it with SQLSTATE 55000, since the bounds of the default partition would
                        change. Detach the default partition first, or do without CONCURRENTLY.
                        """)
                .rewrite("""
                        -- alone in its migration, so that the lock is kept for a moment only
                        ALTER TABLE tb_log DETACH PARTITION tb_log_2024;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"DETACH PARTITION\"")
                .proof(new Proof.Fails("55000")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter && alter.kind() == ObjectKind.TABLE) {
            KnownTable table = step.table(alter.name());
            for (TableAction action : alter.actions()) {
                if (table != null
                        && table.defaultPartition() != null
                        && action instanceof TableAction.DetachPartition detach
                        && detach.concurrently()) {
                    report.at(
                            detach.partition().from(),
                            "PostgreSQL refuses this, because " + table.defaultPartition()
                                    + " is the default partition of " + alter.name() + ".",
                            "Leave CONCURRENTLY out, and keep the statement in a migration of its own.");
                }
            }
        }
    }
}
