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

/** DROP COLUMN of a column that a unique constraint has. */
final class DropUniqueColumn extends TableRule {

    DropUniqueColumn() {
        super(rule("L404", "drop-column-drops-unique", LintLevel.WARNING)
                .title("DROP COLUMN silently drops the unique constraint of the column")
                .why("""
                        A UNIQUE constraint over several columns goes when one of them goes, and duplicates of the
                        others are let in without a word.
                        """)
                .rewrite("""
                        ALTER TABLE tb_post DROP CONSTRAINT tb_post_code_key;
                        ALTER TABLE tb_post DROP COLUMN code;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"DROP COLUMN\"")
                .proof(new Proof.Changes(
                        "SELECT count(*) FROM pg_constraint WHERE conname = 'tb_post_code_key'", "1", "0")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        DroppedWithColumn.report(step, alter, action, Constraint.Kind.UNIQUE, report);
    }
}
