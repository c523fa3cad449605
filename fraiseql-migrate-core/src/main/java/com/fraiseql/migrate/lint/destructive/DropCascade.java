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

/** DROP … CASCADE. */
final class DropCascade extends Rule {

    DropCascade() {
        super(rule("L402", "drop-cascade", LintLevel.WARNING)
                .about(Command.DropObject.class, Command.DropIndex.class, Command.AlterTable.class)
                .title("CASCADE drops objects that the file does not name")
                .why("""
                        Views, foreign keys, defaults and functions that depend on the object go with it, on every
                        database another set of them. PostgreSQL tells of it in a notice only.
                        """)
                .rewrite("""
                        DROP VIEW v_post;
                        ALTER TABLE tb_post DROP COLUMN slug;
                        """)
                .source("PostgreSQL manual, 5.15 \"Dependency Tracking\"")
                .proof(new Proof.Breaks("SELECT id FROM v_post WHERE id = 1", "42P01")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.DropObject drop
                && drop.cascade()
                && drop.kind() != ObjectKind.OWNED
                && drop.on() == null
                && !drop.names().stream().allMatch(name -> isNew(step, drop.kind(), name))) {
            found(report);
        } else if (step.command() instanceof Command.DropIndex drop && drop.cascade()) {
            found(report);
        } else if (step.command() instanceof Command.AlterTable alter
                && !step.isNew(alter.name())
                && alter.actions().stream().anyMatch(DropCascade::cascades)) {
            found(report);
        }
    }

    private static boolean isNew(Step step, ObjectKind kind, QualifiedName name) {
        return step.isNew(name) || step.isNew(kind, name);
    }

    private static boolean cascades(TableAction action) {
        return (action instanceof TableAction.DropColumn column && column.cascade())
                || (action instanceof TableAction.DropConstraint constraint && constraint.cascade());
    }

    private static void found(Report report) {
        report.add(
                "CASCADE drops all that depends on this, whatever that is on the database.",
                "Drop the dependent objects by name first, and leave CASCADE out.");
    }
}
