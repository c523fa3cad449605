// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;

/** A unique constraint that builds its index. */
final class UniqueBuildsIndex extends TableRule {

    UniqueBuildsIndex() {
        super(rule("L106", "unique-constraint-builds-index", LintLevel.ERROR)
                .title("ADD UNIQUE builds an index, and readers and writers wait until it is built")
                .why("""
                        The index is built in the same statement, under ACCESS EXCLUSIVE: every query of the table
                        waits. A unique index that has been built with CONCURRENTLY becomes a constraint in a moment.
                        """)
                .rewrite("""
                        CREATE UNIQUE INDEX CONCURRENTLY tb_post_title_key ON tb_post (title);
                        ALTER TABLE tb_post ADD CONSTRAINT tb_post_title_key UNIQUE USING INDEX tb_post_title_key;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD table_constraint_using_index\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Scans("tb_post"))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_post LIMIT 1")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddConstraint add
                && add.constraint().kind() == Constraint.Kind.UNIQUE
                && add.constraint().usingIndex() == null) {
            report.add(
                    "Readers and writers of " + alter.name() + " wait until the index of this constraint is built.",
                    "Build a unique index with CONCURRENTLY, and add the constraint with UNIQUE USING INDEX.");
        }
    }
}
