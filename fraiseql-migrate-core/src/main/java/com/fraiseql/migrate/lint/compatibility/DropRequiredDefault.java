// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.catalog.KnownColumn;
import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.ColumnChange;

/** DROP DEFAULT of a column that is NOT NULL. */
final class DropRequiredDefault extends TableRule {

    DropRequiredDefault() {
        super(rule("L522", "drop-default-of-required-column", LintLevel.WARNING)
                .title("INSERTs that leave the column out fail")
                .why("""
                        The column must not be null, and nothing fills it any more. INSERTs of the version that runs
                        fail with 23502 if they count on the default; if the column is new, all of them do.
                        """)
                .rewrite("""
                        -- deploy a version that gives the value itself; then
                        ALTER TABLE tb_tag ALTER COLUMN kind DROP DEFAULT;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"DROP DEFAULT\"")
                .proof(new Proof.Breaks("INSERT INTO tb_tag DEFAULT VALUES", "23502")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AlterColumn change && change.change() == ColumnChange.DROP_DEFAULT) {
            KnownTable table = step.table(alter.name());
            KnownColumn column = table == null ? null : table.column(change.column());
            if (column != null && column.notNull()) {
                report.add(sentence(alter, change.column()), "Deploy a version that gives the value itself first.");
            }
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
