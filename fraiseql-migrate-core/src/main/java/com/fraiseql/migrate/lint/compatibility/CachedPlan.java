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

/** A change of a type that prepared statements return. */
final class CachedPlan extends TableRule {

    CachedPlan() {
        super(rule("L512", "result-type-changed", LintLevel.ADVICE)
                .title("Statements that the application has prepared fail once")
                .why("""
                        The server refuses to execute a prepared statement whose result has another type than before:
                        SQLSTATE 0A000, "cached plan must not change result type". Drivers such as pgjdbc prepare what
                        they execute often, and fail once on each connection, in a transaction without a way to repeat.
                        """)
                .rewrite("""
                        ALTER TABLE tb_post ADD COLUMN rating_new numeric(8, 2);
                        -- the application moves to the new column; the old one goes a release later
                        """)
                .source("PostgreSQL manual, PREPARE, \"Notes\"")
                .proof(new Proof.BreaksPrepared("SELECT rating FROM tb_post WHERE id = 1", "0A000")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AlterColumn change
                && change.change() == ColumnChange.TYPE
                && !step.isNew(alter.name(), change.column())) {
            report.add(
                    "Prepared statements that read " + alter.name() + "." + change.column() + " fail once.",
                    "Use a new column, or restart the application's connections after this.");
        }
    }
}
