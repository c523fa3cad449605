// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;

/** RENAME of a table. */
final class RenameTable extends Rule {

    RenameTable() {
        super(rule("L501", "rename-table", LintLevel.ERROR)
                .about(Command.AlterTable.class, Command.CreateTable.class, Command.CreateObject.class)
                .title("The application that is running asks for the table by its old name")
                .why("""
                        Between the migration and the end of the deploy the old version of the application runs on the
                        new schema. Each of its statements with the old name fails with 42P01. A view of the old name,
                        created in the same transaction, keeps it running.
                        """)
                .rewrite("""
                        BEGIN;
                        ALTER TABLE tb_comment RENAME TO tb_remark;
                        CREATE VIEW tb_comment AS SELECT * FROM tb_remark;
                        COMMIT;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"RENAME\"")
                .proof(new Proof.Breaks("SELECT id FROM tb_comment WHERE id = 1", "42P01")));
    }

    @Override
    public void check(Step step, Report report) {
        OldName.withdraw(step, report);
        if (step.command() instanceof Command.AlterTable alter
                && alter.kind() == ObjectKind.TABLE
                && !step.isNew(alter.name())
                && alter.renames()
                && !OldName.takesFreeName(step, alter)) {
            report.add(
                    OldName.sentence(alter.name().name()),
                    "Create a view of the old name in the same transaction, or rename one release after its last use.");
        }
    }
}
