// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.projection;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction;

/** DROP COLUMN of a column that the view of a read table mentions. */
final class BaseColumnDropped extends TableRule {

    BaseColumnDropped() {
        super(rule("L851", "base-column-dropped", LintLevel.WARNING)
                .title("The view of a read table uses the column, so it goes too or the migration fails")
                .why("""
                        Without CASCADE PostgreSQL refuses to drop a column that a view uses (SQLSTATE 2BP01). With
                        CASCADE the view is dropped as well, and nothing says any more what is in the read table.
                        """)
                .rewrite("""
                        CREATE OR REPLACE VIEW v_comment AS
                        SELECT id, jsonb_build_object('post', fk_post) AS data FROM tb_comment;
                        ALTER TABLE tb_comment DROP COLUMN content;
                        """)
                .source("docs/cqrs.md")
                .proof(new Proof.Breaks("SELECT 1 FROM v_comment LIMIT 1", "42P01")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.DropColumn drop) {
            QualifiedName read = ReadTables.fedBy(step, alter.name());
            if (read != null && step.known().mentionsOf(ReadTables.viewOf(read)).contains(drop.column())) {
                report.add(
                        ReadTables.viewOf(read) + ", of which " + read + " is made, uses " + drop.column()
                                + (drop.cascade() ? ", and CASCADE drops the view." : ", so PostgreSQL refuses this."),
                        "Replace the view by one without the column first.");
            }
        }
    }
}
