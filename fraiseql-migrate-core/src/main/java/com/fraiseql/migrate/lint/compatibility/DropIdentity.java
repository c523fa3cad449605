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

/** DROP IDENTITY and DROP EXPRESSION. */
final class DropIdentity extends TableRule {

    DropIdentity() {
        super(rule("L524", "drop-identity", LintLevel.WARNING)
                .title("Nothing gives the column a value any more")
                .why("""
                        INSERTs that leave the key out, as all of them did with an identity column, fail with 23502. A
                        generated column that loses its expression is null in each row that is written from now on.
                        """)
                .rewrite("""
                        -- deploy a version that gives the key itself; then
                        ALTER TABLE tb_tag ALTER COLUMN id DROP IDENTITY;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"DROP IDENTITY\"")
                .proof(new Proof.Breaks("INSERT INTO tb_tag DEFAULT VALUES", "23502")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AlterColumn change
                && change.change() == ColumnChange.DROP_IDENTITY
                && !step.isNew(alter.name(), change.column())) {
            report.add(sentence(alter, change.column()), "Deploy a version that gives the value itself first.");
        }
        if (action instanceof TableAction.AlterColumn change
                && change.change() == ColumnChange.DROP_EXPRESSION
                && !step.isNew(alter.name(), change.column())) {
            report.add(
                    "Rows of " + alter.name().name() + " that are written after this have no value in "
                            + change.column() + ".",
                    "Create a trigger that computes it, until a version of the application does.");
        }
        if (action instanceof TableAction.AlterColumn change
                && (change.change() == ColumnChange.SET_DEFAULT || change.change() == ColumnChange.ADD_IDENTITY)) {
            report.withdraw(sentence(alter, change.column()));
        }
    }

    private static String sentence(Command.AlterTable alter, String column) {
        return "INSERTs that leave " + alter.name().name() + "." + column + " out fail after this.";
    }
}
