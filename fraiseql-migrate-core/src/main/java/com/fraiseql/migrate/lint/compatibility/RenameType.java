// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;

/** RENAME of a type or domain. */
final class RenameType extends Rule {

    RenameType() {
        super(rule("L515", "rename-type", LintLevel.WARNING)
                .about(Command.AlterObject.class, Command.CreateObject.class)
                .title("The application that is running asks for the type by its old name")
                .why("""
                        Casts, and drivers that look a type up by its name, fail with 42704 until the deploy is over.
                        """)
                .rewrite("""
                        -- leave the name; it is not stored in the rows
                        """)
                .source("PostgreSQL manual, ALTER TYPE, \"RENAME\"")
                .proof(new Proof.Breaks("SELECT 'draft'::post_status", "42704")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterObject alter
                && (alter.kind() == ObjectKind.TYPE || alter.kind() == ObjectKind.DOMAIN)
                && alter.name() != null) {
            String name = alter.newName();
            if (name != null) {
                report.withdraw(sentence(name));
                if (!step.isNew(alter.kind(), alter.name()) && !isFree(step, name)) {
                    report.add(sentence(alter.name().name()), "Leave the name until nothing names the type any more.");
                }
            }
        } else if (step.command() instanceof Command.CreateObject create
                && (create.kind() == ObjectKind.TYPE || create.kind() == ObjectKind.DOMAIN)
                && create.name() != null) {
            report.withdraw(sentence(create.name().name()));
        }
    }

    /** Whether the transaction has taken the name from the type that had it, as a swap does. */
    private static boolean isFree(Step step, String name) {
        return step.transaction()
                        .commands(Command.AlterObject.class)
                        .anyMatch(above ->
                                above.name() != null && above.name().name().equals(name) && above.newName() != null)
                || step.transaction()
                        .commands(Command.DropObject.class)
                        .anyMatch(drop -> (drop.kind() == ObjectKind.TYPE || drop.kind() == ObjectKind.DOMAIN)
                                && drop.names().stream()
                                        .anyMatch(type -> type.name().equals(name)));
    }

    private static String sentence(String type) {
        return "The application that is running fails where it names the type " + type + ".";
    }
}
