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

/** DROP NOT NULL. */
final class DropNotNull extends TableRule {

    DropNotNull() {
        super(rule("L506", "drop-not-null", LintLevel.WARNING)
                .title("Nulls may appear where the running application expects none")
                .why("""
                        As soon as the new version writes the first null, the old one, which may read it in the same
                        minute, fails on it. To take the change back, every row has to be read again.
                        """)
                .rewrite("""
                        -- when every version that runs can read nulls
                        ALTER TABLE tb_comment ALTER COLUMN fk_post DROP NOT NULL;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"DROP NOT NULL\"")
                .proof(new Proof.Changes(
                        "SELECT attnotnull FROM pg_attribute WHERE attrelid = 'tb_comment'::regclass "
                                + "AND attname = 'fk_post'",
                        "t",
                        "f")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AlterColumn change
                && change.change() == ColumnChange.DROP_NOT_NULL
                && !step.isNew(alter.name(), change.column())) {
            report.add(
                    alter.name() + "." + change.column() + " may hold nulls after this.",
                    "Deploy a version that can read nulls first.");
        }
    }
}
