// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;

/** DROP TABLE. */
final class DropTable extends Rule {

    DropTable() {
        super(rule("L401", "drop-table", LintLevel.ERROR)
                .about(Command.DropObject.class)
                .title("DROP TABLE removes the table and all of its rows")
                .why("""
                        No rollback brings the rows back. The application that is running fails where it names the
                        table, and the tables that it references are locked, too, until the transaction ends.
                        """)
                .rewrite("""
                        -- first migration, when nothing uses the table any more
                        ALTER TABLE tb_comment RENAME TO tb_comment_unused;
                        -- much later migration
                        DROP TABLE tb_comment_unused;
                        """)
                .source("PostgreSQL manual, DROP TABLE")
                .proof(new Proof.TakesLock("tb_comment", LockLevel.ACCESS_EXCLUSIVE)));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.DropObject drop && drop.kind() == ObjectKind.TABLE) {
            for (QualifiedName table : drop.names()) {
                if (!step.isNew(table)) {
                    report.at(
                            table.from(),
                            "DROP TABLE removes " + table + " and all of its rows, and no rollback brings them back.",
                            "Rename the table first, and drop it when nothing has missed it.");
                }
            }
        }
    }
}
