// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;

/** DROP TYPE and DROP DOMAIN. */
final class DropType extends Rule {

    DropType() {
        super(rule("L413", "drop-type", LintLevel.WARNING)
                .about(Command.DropObject.class, Command.CreateObject.class, Command.AlterObject.class)
                .title("DROP TYPE breaks an application that still names the type")
                .why("""
                        Drivers and casts ask for a type by its name, and statements that do so fail with 42704. Where a
                        column still has the type, the statement fails, or drops the column with CASCADE.
                        """)
                .rewrite("""
                        -- one release earlier: nothing names the type any more
                        DROP TYPE mood;
                        """)
                .source("PostgreSQL manual, DROP TYPE")
                .proof(new Proof.Breaks("SELECT 'good'::mood", "42704")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.DropObject drop
                && (drop.kind() == ObjectKind.TYPE || drop.kind() == ObjectKind.DOMAIN)) {
            for (QualifiedName type : drop.names()) {
                if (!step.isNew(drop.kind(), type) && !isRenamed(step, type)) {
                    report.at(type.from(), sentence(type.name()), "Drop it one release after the last use of it.");
                }
            }
        } else if (step.command() instanceof Command.CreateObject create
                && (create.kind() == ObjectKind.TYPE || create.kind() == ObjectKind.DOMAIN)
                && create.name() != null) {
            report.withdraw(sentence(create.name().name()));
        } else if (step.command() instanceof Command.AlterObject alter) {
            String name = alter.newName();
            if (name != null) {
                report.withdraw(sentence(name));
            }
        }
    }

    /** A type that has had its name since this transaction is named by nothing. */
    private static boolean isRenamed(Step step, QualifiedName type) {
        return step.transaction()
                .commands(Command.AlterObject.class)
                .anyMatch(alter -> type.name().equals(alter.newName()));
    }

    private static String sentence(String type) {
        return "An application that still names the type " + type + " fails.";
    }
}
