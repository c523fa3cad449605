// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.locking;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TokenCursor;

/** A trigger on a table that others write. */
final class CreateTrigger extends Rule {

    CreateTrigger() {
        super(rule("L127", "create-trigger", LintLevel.WARNING)
                .about(Command.CreateObject.class)
                .title("CREATE TRIGGER stops the writers of the table, and each later write pays for the trigger")
                .why("""
                        It takes SHARE ROW EXCLUSIVE until the transaction ends, and waits for the writers that are
                        there. A trigger that comes with a function of the same migrations is taken for the one half
                        of a change in two steps, and not reported.
                        """)
                .rewrite("""
                        -- alone in its migration, so that the lock is kept for a moment only
                        CREATE TRIGGER tb_post_touch BEFORE UPDATE ON tb_post FOR EACH ROW EXECUTE FUNCTION touch();
                        """)
                .source("PostgreSQL manual, CREATE TRIGGER, and \"Table-Level Locks\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.SHARE_ROW_EXCLUSIVE))
                .proof(new Proof.Blocks("UPDATE tb_post SET title = 'x' WHERE id = 1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create
                && create.kind() == ObjectKind.TRIGGER
                && create.on() != null
                && !step.isNew(create.on())
                && !new TokenCursor(create.rest()).mentions("INSTEAD")
                && !step.known().isKnown(ObjectKind.VIEW, create.on())
                && !comesWithFunction(step, create)
                && !replacesOne(step, create)) {
            report.at(
                    create.on().from(),
                    "Writers of " + create.on() + " wait for this trigger, and each of their writes will fire it.",
                    "Create it in a migration of its own.");
        }
    }

    private static boolean comesWithFunction(Step step, Command.CreateObject create) {
        TokenCursor words = new TokenCursor(create.rest());
        QualifiedName function =
                words.find("EXECUTE") && words.acceptAny("FUNCTION", "PROCEDURE") ? words.name() : null;
        return function != null
                && (step.isNew(ObjectKind.FUNCTION, function)
                        || step.transaction()
                                .commands(Command.CreateObject.class)
                                .anyMatch(other -> creates(other, function)));
    }

    private static boolean creates(Command.CreateObject create, QualifiedName function) {
        return create.kind().isRoutine()
                && create.name() != null
                && create.name().name().equals(function.name());
    }

    /** DROP TRIGGER above it has a finding of its own. */
    private static boolean replacesOne(Step step, Command.CreateObject create) {
        return step.transaction()
                .commands(Command.DropObject.class)
                .anyMatch(drop -> drop.kind() == ObjectKind.TRIGGER
                        && drop.names().stream()
                                .anyMatch(name -> create.name() != null
                                        && name.name().equals(create.name().name())));
    }
}
