// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.Renamed;

/** DROP VIEW. */
final class DropView extends Rule {

    DropView() {
        super(rule("L420", "drop-view", LintLevel.WARNING)
                .about(Command.DropObject.class, Command.CreateObject.class, Command.AlterTable.class)
                .title("DROP VIEW breaks an application that still reads the view")
                .why("""
                        Its statements fail with 42P01 until the deploy is over.
                        """)
                .rewrite("""
                        -- one release earlier: nothing reads the view any more
                        DROP VIEW v_post;
                        """)
                .source("PostgreSQL manual, DROP VIEW")
                .proof(new Proof.Breaks("SELECT id FROM v_post WHERE id = 1", "42P01")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.DropObject drop
                && (drop.kind() == ObjectKind.VIEW || drop.kind() == ObjectKind.MATERIALIZED_VIEW)) {
            for (QualifiedName view : drop.names()) {
                if (!step.isNew(view) && !step.isNew(drop.kind(), view)) {
                    report.at(view.from(), sentence(view.name()), "Drop it one release after the last use of it.");
                }
            }
        } else if (step.command() instanceof Command.CreateObject create && create.name() != null) {
            report.withdraw(sentence(create.name().name()));
        } else if (step.command() instanceof Command.AlterTable alter) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.Rename rename && rename.what() == Renamed.RELATION) {
                    report.withdraw(sentence(rename.to()));
                }
            }
        }
    }

    private static String sentence(String view) {
        return "An application that still reads " + view + " fails.";
    }
}
