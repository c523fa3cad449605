// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.Renamed;

/** RENAME CONSTRAINT. */
final class RenameConstraint extends TableRule {

    RenameConstraint() {
        super(rule("L517", "rename-constraint", LintLevel.ADVICE)
                .title("ON CONFLICT ON CONSTRAINT, and error handling by the constraint's name, miss the old name")
                .why("""
                        The statement with the old name fails with 42704, and code that tells a duplicate by the name of
                        the constraint no longer knows it.
                        """)
                .rewrite("""
                        -- leave the name, or deploy a version first that does not use it
                        """)
                .source("PostgreSQL manual, INSERT, \"ON CONFLICT\"")
                .proof(new Proof.Breaks(
                        "INSERT INTO tb_author (id, name) VALUES (1, 'x') ON CONFLICT ON CONSTRAINT "
                                + "tb_author_pkey DO NOTHING",
                        "42704")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.Rename rename && rename.what() == Renamed.CONSTRAINT) {
            report.add(
                    "An application that names the constraint " + rename.from() + " fails.",
                    "Make sure that no ON CONFLICT and no error handling uses the name.");
        }
    }
}
