// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.TableAction;

/** Constraints that go with a column. */
final class DroppedWithColumn {

    private DroppedWithColumn() {}

    /** Reports the constraints of a kind that DROP COLUMN drops. */
    static void report(Step step, Command.AlterTable alter, TableAction action, Constraint.Kind kind, Report report) {
        KnownTable table = step.table(alter.name());
        if (table != null && action instanceof TableAction.DropColumn drop) {
            table.constraints().forEach((name, constraint) -> {
                if (constraint.kind() == kind && constraint.columns().contains(drop.column())) {
                    report.add(
                            "The constraint " + name + " goes with " + drop.column() + ".",
                            "Drop the constraint by name first, if that is meant.");
                }
            });
        }
    }
}
