// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.catalog.KnownColumn;
import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.ColumnChange;

/** A new column that is generated and stored. */
final class AddStoredColumn extends TableRule {

    AddStoredColumn() {
        super(rule("L208", "add-stored-generated-column", LintLevel.ERROR)
                .title("ADD COLUMN with GENERATED … STORED rewrites the whole table")
                .why("""
                        The expression is computed for each row and stored, so table and indexes are rebuilt under
                        ACCESS EXCLUSIVE; SET EXPRESSION of such a column does the same. A VIRTUAL column of PostgreSQL
                        18 is computed when it is read, and is added in a moment; so is a view.
                        """)
                .rewrite("""
                        -- PostgreSQL 18
                        ALTER TABLE tb_post
                            ADD COLUMN title_length integer GENERATED ALWAYS AS (char_length(title)) VIRTUAL;
                        -- before: a column that a trigger writes, filled in batches
                        """)
                .source("PostgreSQL manual, \"Generated Columns\", and ALTER TABLE, \"Notes\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Rewrites("tb_post")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddColumn add && add.column().has(Column.Kind.GENERATED_STORED)) {
            report.add(
                    "The expression is computed for each row of " + alter.name()
                            + ", and table and indexes are rewritten.",
                    step.mayBeOlderThan(18)
                            ? "Add a plain column, keep it with a trigger, and fill the old rows in batches."
                            : "Make it VIRTUAL, or add a plain column, keep it with a trigger and fill it in batches.");
        } else if (action instanceof TableAction.AlterColumn change
                && change.change() == ColumnChange.SET_EXPRESSION
                && !isVirtual(step, alter, change)) {
            report.add(
                    "The new expression of " + change.column() + " is computed for each row of " + alter.name()
                            + ", and table and indexes are rewritten, if the column is STORED.",
                    "Add a column with the new expression, and let the application move to it.");
        }
    }

    private static boolean isVirtual(Step step, Command.AlterTable alter, TableAction.AlterColumn change) {
        KnownTable table = step.table(alter.name());
        KnownColumn column = table == null ? null : table.column(change.column());
        return column != null && column.virtual();
    }
}
