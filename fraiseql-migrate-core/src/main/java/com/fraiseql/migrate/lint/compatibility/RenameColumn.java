// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.Renamed;
import com.fraiseql.migrate.sql.TokenCursor;

/** RENAME of a column of a table or view, or of an attribute of a composite type. */
final class RenameColumn extends Rule {

    RenameColumn() {
        super(rule("L502", "rename-column", LintLevel.ERROR)
                .about(Command.AlterTable.class, Command.AlterObject.class)
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
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter
                && hasColumns(alter.kind())
                && !step.isNew(alter.name())
                && !step.isNew(alter.kind(), alter.name())) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.Rename rename
                        && rename.what() == Renamed.COLUMN
                        && rename.from() != null) {
                    report.withdraw(sentence(alter.name(), rename.to()));
                    if (!step.isNew(alter.name(), rename.from()) && !isFree(step, alter, rename.to())) {
                        report.add(sentence(alter.name(), rename.from()), advice(alter, rename.from(), rename.to()));
                    }
                }
            }
        } else if (step.command() instanceof Command.AlterObject alter
                && alter.kind() == ObjectKind.TYPE
                && alter.name() != null
                && !step.isNew(alter.kind(), alter.name())) {
            TokenCursor action = new TokenCursor(alter.action());
            if (action.accept("RENAME", "ATTRIBUTE") && action.peek().isName()) {
                report.add(
                        sentence(alter.name(), action.peek().name()),
                        "Leave the name until nothing names the attribute any more.");
            }
        }
    }

    private static boolean hasColumns(ObjectKind kind) {
        return kind == ObjectKind.TABLE || kind == ObjectKind.VIEW || kind == ObjectKind.MATERIALIZED_VIEW;
    }

    private static String advice(Command.AlterTable alter, String from, String to) {
        return alter.kind() == ObjectKind.TABLE
                ? "Add a column " + to + ", write both, and drop " + from + " when nothing reads it any more."
                : "Let the view have both columns until nothing reads " + from + " any more.";
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

    private static String sentence(QualifiedName relation, String column) {
        return "The application that is running fails where it names " + relation + "." + column + ".";
    }
}
