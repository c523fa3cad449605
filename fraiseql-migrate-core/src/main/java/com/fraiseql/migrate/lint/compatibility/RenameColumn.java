// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.Renamed;

/** RENAME COLUMN. */
final class RenameColumn extends TableRule {

    RenameColumn() {
        super(rule("L502", "rename-column", LintLevel.ERROR)
                .title("The application that is running asks for the column by its old name")
                .why("""
                        Between the migration and the end of the deploy the old version of the application runs on the
                        new schema. Each of its statements with the old name fails with 42703.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post ADD COLUMN headline text;
                        -- the application writes both columns; a batched UPDATE fills the old rows
                        -- last migration, when nothing reads title any more
                        ALTER TABLE tb_post DROP COLUMN title;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"RENAME\"")
                .proof(new Proof.Breaks("SELECT title FROM tb_post WHERE id = 1", "42703")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (!(action instanceof TableAction.Rename rename)
                || rename.what() != Renamed.COLUMN
                || rename.from() == null) {
            return;
        }
        report.withdraw(sentence(alter, rename.to()));
        if (!step.isNew(alter.name(), rename.from()) && !isFree(step, alter, rename.to())) {
            report.add(
                    sentence(alter, rename.from()),
                    "Add a column " + rename.to() + ", write both, and drop " + rename.from()
                            + " when nothing reads it any more.");
        }
    }

    /** Whether the transaction has given the column that had this name another one, as a swap does. */
    private static boolean isFree(Step step, Command.AlterTable alter, String column) {
        return step.transaction()
                .alters(alter.name())
                .anyMatch(above -> above.actions().stream()
                        .anyMatch(action -> action instanceof TableAction.Rename rename
                                && rename.what() == Renamed.COLUMN
                                && column.equals(rename.from())));
    }

    private static String sentence(Command.AlterTable alter, String column) {
        return "The application that is running fails where it names " + alter.name() + "." + column + ".";
    }
}
