// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.Token;
import java.util.List;

/** ADD COLUMN … NOT NULL without a default. */
final class AddRequiredColumn extends TableRule {

    AddRequiredColumn() {
        super(rule("L507", "add-required-column", LintLevel.ERROR)
                .title("A required column without a default fails on a table with rows, and breaks "
                        + "every INSERT that does not know it")
                .why("""
                        The rows that are there would hold null, so that the statement fails with 23502. On an empty
                        table it succeeds, and from then on each INSERT of the old version of the application fails.
                        """)
                .rewrite("""
                        ALTER TABLE tb_post ADD COLUMN lang text NOT NULL DEFAULT 'en';
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD COLUMN\"")
                .proof(new Proof.Fails("23502")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddColumn add) {
            Column column = add.column();
            boolean required = column.has(Column.Kind.NOT_NULL) || column.has(Column.Kind.PRIMARY_KEY);
            boolean filled = column.property(Column.Kind.DEFAULT)
                            .filter(one -> !isNull(one.expression()))
                            .isPresent()
                    || column.has(Column.Kind.IDENTITY)
                    || column.has(Column.Kind.GENERATED_STORED)
                    || column.has(Column.Kind.GENERATED_VIRTUAL)
                    || column.isSerial();
            if (required && !filled) {
                report.add(
                        "The rows of " + alter.name() + " have no value for " + column.name()
                                + ", and old INSERTs give none.",
                        "Give it a default, or add it without NOT NULL and set that when all rows are filled.");
            }
        }
    }

    private static boolean isNull(List<Token> expression) {
        return expression.size() == 1 && expression.get(0).is("NULL");
    }
}
