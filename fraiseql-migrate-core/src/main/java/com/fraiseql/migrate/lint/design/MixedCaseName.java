// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;
import java.util.Locale;

/** A quoted name with upper-case letters. */
final class MixedCaseName extends Rule {

    MixedCaseName() {
        super(rule("L820", "mixed-case-name", LintLevel.ADVICE)
                .title("A name with upper-case letters has to be quoted everywhere")
                .why("""
                        PostgreSQL folds unquoted names to lower case, so that the name without quotes means another
                        object: SQLSTATE 42P01 or 42703.
                        """)
                .rewrite("""
                        CREATE TABLE tb_tag (id bigint PRIMARY KEY);
                        """)
                .source("PostgreSQL manual, 4.1.1 \"Identifiers and Key Words\"")
                .proof(new Proof.Fails("42P01")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create && !create.temporary()) {
            check(create.name().name(), create.name().from(), report);
            create.columns()
                    .forEach(column -> check(column.name(), create.name().from(), report));
        } else if (step.command() instanceof Command.AlterTable alter) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.AddColumn add) {
                    check(add.column().name(), alter.name().from(), report);
                } else if (action instanceof TableAction.Rename rename) {
                    check(rename.to(), alter.name().from(), report);
                }
            }
        }
    }

    private static void check(String name, int offset, Report report) {
        if (!name.equals(name.toLowerCase(Locale.ROOT))) {
            report.at(
                    offset,
                    "\"" + name + "\" has to be quoted wherever it is named.",
                    "Use lower case and underscores.");
        }
    }
}
