// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;

/** DROP OWNED. */
final class DropOwned extends Rule {

    DropOwned() {
        super(rule("L424", "drop-owned", LintLevel.ERROR)
                .about(Command.DropObject.class)
                .title("DROP OWNED removes every object of a role")
                .why("""
                        All tables, views and functions of the role in this database go, with their rows, and so do the
                        privileges that it has been granted. The file names none of them.
                        """)
                .rewrite("""
                        REASSIGN OWNED BY lint_example TO CURRENT_USER;
                        """)
                .source("PostgreSQL manual, DROP OWNED")
                .proof(new Proof.LosesRows("tb_tag")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.DropObject drop && drop.kind() == ObjectKind.OWNED) {
            report.add(
                    "Every object of the role in this database is dropped, tables with their rows.",
                    "Give the objects to another role with REASSIGN OWNED, and drop by name what has to go.");
        }
    }
}
