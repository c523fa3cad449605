// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.ColumnChange;

/** SET DEFAULT of a column that is there. */
final class ChangeDefault extends TableRule {

    ChangeDefault() {
        super(rule("L508", "change-default", LintLevel.ADVICE)
                .title("The running application gets another default than it counts on")
                .why("""
                        INSERTs of the old version that leave the column out store the new value from this moment on.
                        """)
                .rewrite("""
                        -- deploy a version that gives the value itself; then
                        ALTER TABLE tb_post ALTER COLUMN views SET DEFAULT 0;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"SET DEFAULT\"")
                .proof(new Proof.Changes(
                        "SELECT count(*) FROM pg_attrdef WHERE adrelid = 'tb_post'::regclass AND "
                                + "pg_get_expr(adbin, adrelid) = '0'",
                        "0",
                        "1")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AlterColumn change
                && change.change() == ColumnChange.SET_DEFAULT
                && !step.isNew(alter.name(), change.column())) {
            report.add(
                    "INSERTs that leave " + change.column() + " out store another value from now on.",
                    "Make sure that the version that runs does not count on the old default.");
        }
    }
}
