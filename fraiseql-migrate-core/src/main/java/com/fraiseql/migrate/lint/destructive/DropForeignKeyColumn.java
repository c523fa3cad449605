// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.TableAction;

/** DROP COLUMN of a column of a foreign key. */
final class DropForeignKeyColumn extends TableRule {

    DropForeignKeyColumn() {
        super(rule("L406", "drop-column-drops-foreign-key", LintLevel.WARNING)
                .title("DROP COLUMN silently drops the foreign key of the column, and locks the table "
                        + "that it references")
                .why("""
                        The foreign key goes with the column. To remove its triggers PostgreSQL also takes ACCESS
                        EXCLUSIVE on the table that it references, which the file does not name, so that readers of that
                        table wait, too.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post DROP CONSTRAINT tb_post_fk_editor_fkey;
                        -- second migration
                        ALTER TABLE tb_post DROP COLUMN fk_editor;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"DROP COLUMN\"")
                .proof(new Proof.Changes(
                        "SELECT count(*) FROM pg_constraint WHERE conname = 'tb_post_fk_editor_fkey'", "1", "0")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        DroppedWithColumn.report(step, alter, action, Constraint.Kind.FOREIGN_KEY, report);
    }
}
