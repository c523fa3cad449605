// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;

/** ADD COLUMN of type json. */
final class AddJsonColumn extends TableRule {

    AddJsonColumn() {
        super(rule("L529", "add-json-column", LintLevel.WARNING)
                .title("A column of type json breaks SELECT DISTINCT of the table")
                .why("""
                        json has no equality. Each SELECT DISTINCT, GROUP BY and UNION of the running application that
                        takes all columns of the table fails with 42883.
                        """)
                .rewrite("""
                        ALTER TABLE tb_comment ADD COLUMN data jsonb;
                        """)
                .source("PostgreSQL manual, 8.14 \"JSON Types\"")
                .proof(new Proof.Breaks("SELECT DISTINCT * FROM tb_comment WHERE id = 1", "42883")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddColumn add && add.column().type().equals("json")) {
            report.add(
                    "SELECT DISTINCT, GROUP BY and UNION of all columns of " + alter.name() + " fail after this.",
                    "Use jsonb.");
        }
    }
}
