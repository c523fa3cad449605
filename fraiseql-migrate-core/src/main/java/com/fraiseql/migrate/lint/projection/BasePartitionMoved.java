// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.projection;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction;

/** ATTACH and DETACH PARTITION of a table that a read table is made of. */
final class BasePartitionMoved extends Rule {

    BasePartitionMoved() {
        super(rule("L841", "base-table-partition-attached-or-detached", LintLevel.WARNING)
                .about(Command.AlterTable.class)
                .title("Rows that come and go with a partition fire no trigger, so the read table does not follow")
                .why("""
                        ATTACH PARTITION brings rows into the base table, and DETACH PARTITION takes them away,
                        without INSERT or DELETE. The read table has what it had before. Incremental maintenance
                        notices it after a run of this engine, and not after psql.
                        """)
                .rewrite("""
                        INSERT INTO tb_log SELECT * FROM tb_log_2025;
                        -- or, after it was attached
                        -- fraiseql migrate sync --full tv_log
                        """)
                .source("docs/ivm.md, \"Traps\"")
                .proof(new Proof.Changes(
                        "SELECT count(*) FROM (SELECT id FROM v_log EXCEPT SELECT id FROM tv_log) d", "0", "100")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter && alter.kind() == ObjectKind.TABLE) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.AttachPartition || action instanceof TableAction.DetachPartition) {
                    QualifiedName read = ReadTables.fedBy(step, alter.name());
                    if (read != null) {
                        report.add(
                                "No trigger of " + alter.name() + " fires for these rows, and " + read
                                        + " does not follow.",
                                "Compare " + read + " with its view afterwards: fraiseql migrate sync --full " + read
                                        + ".");
                    }
                }
            }
        }
    }
}
