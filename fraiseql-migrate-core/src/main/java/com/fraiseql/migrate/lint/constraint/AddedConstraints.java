// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;

/** The constraints that a transaction has added. */
final class AddedConstraints {

    private AddedConstraints() {}

    /** Whether the statement itself adds a constraint of this name. */
    static boolean inStatement(Command.AlterTable alter, String constraint) {
        return alter.actions().stream().anyMatch(action -> adds(action, constraint));
    }

    /** Whether a statement above it in its transaction adds a constraint of this name to the table. */
    static boolean above(Step step, Command.AlterTable alter, String constraint) {
        return step.transaction().alters(alter.name()).anyMatch(other -> inStatement(other, constraint));
    }

    private static boolean adds(TableAction action, String constraint) {
        return action instanceof TableAction.AddConstraint add
                && constraint.equals(add.constraint().name());
    }
}
