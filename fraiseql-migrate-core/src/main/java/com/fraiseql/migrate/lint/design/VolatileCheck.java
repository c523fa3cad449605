// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.Token;
import java.util.List;

/** A CHECK that asks what time it is. */
final class VolatileCheck extends Rule {

    VolatileCheck() {
        super(rule("L826", "check-of-the-time", LintLevel.ADVICE)
                .about(Command.CreateTable.class, Command.AlterTable.class)
                .title("A CHECK that asks for the time is broken by waiting")
                .why("""
                        PostgreSQL checks a row when it is written and takes the constraint for true from then on. Later
                        an UPDATE of another column fails with 23514, and so does a restore of a backup.
                        """)
                .rewrite("""
                        -- check it in a trigger, or where the row is written
                        """)
                .source("PostgreSQL manual, 5.5.1 \"Check Constraints\"")
                .proof(new Proof.Fails("23514")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create) {
            create.columns().forEach(column -> check(column, report));
            create.constraints().forEach(one -> check(one.expression(), report));
        } else if (step.command() instanceof Command.AlterTable alter) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.AddColumn add) {
                    check(add.column(), report);
                } else if (action instanceof TableAction.AddConstraint add) {
                    check(add.constraint().expression(), report);
                }
            }
        }
    }

    private static void check(Column column, Report report) {
        column.property(Column.Kind.CHECK).ifPresent(check -> check(check.expression(), report));
    }

    private static void check(List<Token> expression, Report report) {
        for (Token token : expression) {
            if (token.isAny(
                    "now",
                    "current_date",
                    "current_time",
                    "current_timestamp",
                    "localtimestamp",
                    "clock_timestamp",
                    "random")) {
                report.at(token.offset(), "A row that satisfies this today may not satisfy it tomorrow.", ACTION);
            }
        }
    }

    private static final String ACTION = "Check it in a trigger, or where the row is written.";
}
