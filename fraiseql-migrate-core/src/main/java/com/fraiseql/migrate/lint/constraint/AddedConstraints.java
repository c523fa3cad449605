// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;
import java.util.stream.Stream;

/** The constraints that a transaction has added. */
final class AddedConstraints {

    private AddedConstraints() {}

    /** Whether the statement itself or one above it in its transaction adds a constraint of this name to the table. */
    static boolean inTransaction(Step step, Command.AlterTable alter, String constraint) {
        Stream<Command> above = step.transaction().done().stream().map(done -> done.command());
        return Stream.concat(above, Stream.of(alter))
                .anyMatch(command -> command instanceof Command.AlterTable other
                        && other.name().name().equals(alter.name().name())
                        && other.actions().stream().anyMatch(action -> adds(action, constraint)));
    }

    private static boolean adds(TableAction action, String constraint) {
        return action instanceof TableAction.AddConstraint add
                && constraint.equals(add.constraint().name());
    }
}
