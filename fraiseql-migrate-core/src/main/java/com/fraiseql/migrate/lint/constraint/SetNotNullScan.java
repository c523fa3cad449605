// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.ColumnChange;

/** SET NOT NULL without a constraint that proves it. */
final class SetNotNullScan extends TableRule {

    SetNotNullScan() {
        super(rule("L118", "set-not-null-scan", LintLevel.ERROR)
                .title("SET NOT NULL reads the whole table, and readers and writers wait")
                .why("""
                        PostgreSQL looks for nulls in every row, under an ACCESS EXCLUSIVE lock: readers and writers
                        wait. It does not look if a valid CHECK (column IS NOT NULL) proves that there are none.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post ADD CONSTRAINT tb_post_slug_nn CHECK (slug IS NOT NULL) NOT VALID;
                        -- second migration
                        ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_slug_nn;
                        -- third migration
                        ALTER TABLE tb_post ALTER COLUMN slug SET NOT NULL;
                        ALTER TABLE tb_post DROP CONSTRAINT tb_post_slug_nn;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"SET NOT NULL\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Scans("tb_post"))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_post LIMIT 1")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AlterColumn change && change.change() == ColumnChange.SET_NOT_NULL) {
            KnownTable table = step.table(alter.name());
            if (table == null || !table.isProvenNotNull(change.column())) {
                report.add(
                        "SET NOT NULL reads every row of " + alter.name() + " under ACCESS EXCLUSIVE.",
                        "Add CHECK (" + change.column() + " IS NOT NULL) NOT VALID, validate it in a later migration, "
                                + "and set NOT NULL after that.");
            }
        } else if (action instanceof TableAction.AddConstraint add
                && add.constraint().kind() == Constraint.Kind.NOT_NULL
                && add.constraint().checksRows()) {
            KnownTable table = step.table(alter.name());
            if (table == null || !add.constraint().columns().stream().allMatch(table::isProvenNotNull)) {
                report.add(
                        "This NOT NULL reads every row of " + alter.name() + " under ACCESS EXCLUSIVE.",
                        "Add it with NOT VALID, and validate it in a later migration.");
            }
        }
    }
}
