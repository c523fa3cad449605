// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.catalog.KnownConstraint;
import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;
import java.util.Map;

/** A constraint that an earlier migration added with NOT VALID, and none has validated. */
final class NeverValidated extends Rule {

    NeverValidated() {
        super(rule("L122", "constraint-not-validated", LintLevel.ADVICE)
                .about(Command.AlterTable.class)
                .title("A constraint of the table was added with NOT VALID, and no migration has validated it")
                .why("""
                        Rows from before it may break the constraint. The planner does not use it, SET NOT NULL does
                        not take it for a proof, and a restore of a dump fails if such rows are there.
                        """)
                .rewrite("""
                        ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_views_check;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"VALIDATE CONSTRAINT\"")
                .proof(new Proof.Observes(
                        "SELECT convalidated FROM pg_constraint WHERE conname = 'tb_post_views_check'", "f")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter
                && alter.actions().stream().noneMatch(NeverValidated::isAboutConstraints)) {
            KnownTable table = step.table(alter.name());
            if (table != null) {
                for (Map.Entry<String, KnownConstraint> one :
                        table.constraints().entrySet()) {
                    if (!one.getValue().valid()
                            && one.getValue().batch() != step.setting().batch()) {
                        report.add(unvalidated(alter, one.getKey()), "Validate it in a migration.");
                    }
                }
            }
        } else if (step.command() instanceof Command.AlterTable alter) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.ValidateConstraint validate) {
                    report.withdraw(unvalidated(alter, validate.constraint()));
                } else if (action instanceof TableAction.DropConstraint drop) {
                    report.withdraw(unvalidated(alter, drop.constraint()));
                }
            }
        }
    }

    private static String unvalidated(Command.AlterTable alter, String constraint) {
        return "The constraint " + constraint + " of " + alter.name() + " is still NOT VALID.";
    }

    private static boolean isAboutConstraints(TableAction action) {
        return action instanceof TableAction.ValidateConstraint || action instanceof TableAction.DropConstraint;
    }
}
