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

/** DROP COLUMN of a column of the primary key. */
final class DropKeyColumn extends TableRule {

    DropKeyColumn() {
        super(rule("L405", "drop-column-drops-primary-key", LintLevel.ERROR)
                .title("DROP COLUMN silently drops the primary key")
                .why("""
                        The table has no key afterwards: duplicates are let in, logical replication of its changes
                        stops, and the foreign keys to it stand in the way or go with CASCADE.
                        """)
                .rewrite("""
                        ALTER TABLE tb_tag DROP CONSTRAINT tb_tag_pkey;
                        ALTER TABLE tb_tag ADD PRIMARY KEY (name);
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"DROP COLUMN\"")
                .proof(new Proof.Changes(
                        "SELECT count(*) FROM pg_constraint WHERE conname = 'tb_tag_pkey'", "1", "0")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        DroppedWithColumn.report(step, alter, action, Constraint.Kind.PRIMARY_KEY, report);
    }
}
