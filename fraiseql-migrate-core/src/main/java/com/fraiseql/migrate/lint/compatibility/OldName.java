// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.Renamed;

/** What is said of a name that an application still uses, until the file gives the name to something else. */
final class OldName {

    private OldName() {}

    static String sentence(String relation) {
        return "The application that is running fails where it names " + relation + ".";
    }

    static String callSentence(String routine) {
        return "An application that still calls " + routine + " fails.";
    }

    /** Takes back what was reported of a name that the statement gives to another relation. */
    static void withdraw(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create
                && create.name() != null
                && (create.kind() == ObjectKind.VIEW || create.kind() == ObjectKind.MATERIALIZED_VIEW)) {
            report.withdraw(sentence(create.name().name()));
        } else if (step.command() instanceof Command.CreateTable create) {
            report.withdraw(sentence(create.name().name()));
        } else if (step.command() instanceof Command.AlterTable alter) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.Rename rename && rename.what() == Renamed.RELATION) {
                    report.withdraw(sentence(rename.to()));
                }
            }
        }
    }

    /** Whether the transaction has taken a name from what had it, so no statement misses the new owner's old name. */
    static boolean isFree(Step step, String relation) {
        return step.transaction()
                        .commands(Command.AlterTable.class)
                        .anyMatch(
                                alter -> alter.renames() && alter.name().name().equals(relation))
                || step.transaction()
                        .commands(Command.DropObject.class)
                        .anyMatch(drop -> drop.names().stream()
                                .anyMatch(name -> name.name().equals(relation)));
    }

    /** Whether ALTER TABLE gives the relation a name that {@linkplain #isFree is free}, as the last step of a swap. */
    static boolean takesFreeName(Step step, Command.AlterTable alter) {
        return alter.actions().stream()
                .anyMatch(action -> action instanceof TableAction.Rename rename
                        && rename.what() == Renamed.RELATION
                        && isFree(step, rename.to()));
    }
}
