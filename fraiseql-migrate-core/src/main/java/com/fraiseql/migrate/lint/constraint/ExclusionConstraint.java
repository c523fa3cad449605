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

/** An exclusion constraint on a table that others use. */
final class ExclusionConstraint extends TableRule {

    ExclusionConstraint() {
        super(rule("L110", "exclusion-constraint-builds-index", LintLevel.ERROR)
                .title("An exclusion constraint builds an index and reads the whole table, and all others wait")
                .why("""
                        There is no NOT VALID for it and no USING INDEX: the index is built, and each row is compared
                        with the others, under ACCESS EXCLUSIVE. A table gets it without harm only while it is new.
                        """)
                .rewrite("""
                        CREATE TABLE tb_booking_new (LIKE tb_booking INCLUDING ALL,
                            EXCLUDE USING gist (room WITH =, during WITH &&));
                        -- copy the rows in batches, keep both tables equal with a trigger, and swap the names
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD table_constraint [ NOT VALID ]\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Scans("tb_post"))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_post LIMIT 1")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddConstraint add && add.constraint().kind() == Constraint.Kind.EXCLUDE) {
            report.add(
                    "Readers and writers of " + alter.name()
                            + " wait until the index is built and every row is compared.",
                    "Give the constraint to a new table, copy the rows in batches, and swap the names.");
        }
    }
}
