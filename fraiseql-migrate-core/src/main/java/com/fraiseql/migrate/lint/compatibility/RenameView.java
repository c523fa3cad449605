// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;

/** RENAME of a view. */
final class RenameView extends Rule {

    RenameView() {
        super(rule("L516", "rename-view", LintLevel.WARNING)
                .about(Command.AlterTable.class, Command.CreateTable.class, Command.CreateObject.class)
                .title("The application that is running asks for the view by its old name")
                .why("""
                        Each of its statements with the old name fails with 42P01 until the deploy is over.
                        """)
                .rewrite("""
                        CREATE VIEW v_article AS SELECT id, title, slug FROM tb_post;
                        -- one release later
                        DROP VIEW v_post;
                        """)
                .source("PostgreSQL manual, ALTER VIEW")
                .proof(new Proof.Breaks("SELECT id FROM v_post WHERE id = 1", "42P01")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter
                && (alter.kind() == ObjectKind.VIEW || alter.kind() == ObjectKind.MATERIALIZED_VIEW)
                && !step.isNew(alter.name())
                && !step.isNew(alter.kind(), alter.name())
                && alter.renames()
                && !OldName.takesFreeName(step, alter)) {
            report.add(
                    OldName.sentence(alter.name().name()),
                    "Create a view of the new name, and drop the old one a release later.");
        } else {
            OldName.withdraw(step, report);
        }
    }
}
