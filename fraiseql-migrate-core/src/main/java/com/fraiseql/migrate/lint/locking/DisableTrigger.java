// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.locking;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.lint.rule.Transaction;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.PlainKind;
import java.util.Objects;

/** DISABLE TRIGGER and ENABLE TRIGGER. */
final class DisableTrigger extends TableRule {

    private static final String ACTION = "Leave the trigger on; give it a WHEN that lets one session pass if need be.";

    DisableTrigger() {
        super(rule("L129", "disable-trigger", LintLevel.WARNING)
                .title("A disabled trigger is off for all sessions, and what they write meanwhile it never sees")
                .why("""
                        It takes SHARE ROW EXCLUSIVE, and from its commit on no session fires the trigger. ALL
                        switches off the triggers of foreign keys, and ALL and USER those that keep other tables
                        equal. ENABLE TRIGGER does not make up for the rows that were written in between.
                        """)
                .rewrite("""
                        -- off for one session only
                        CREATE OR REPLACE TRIGGER tb_comment_touch BEFORE UPDATE ON tb_comment FOR EACH ROW
                            WHEN (current_setting('app.loading', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION touch();
                        SET app.loading = 'on';
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"DISABLE/ENABLE [ REPLICA | ALWAYS ] TRIGGER\"")
                .proof(new Proof.TakesLock("tb_comment", LockLevel.SHARE_ROW_EXCLUSIVE))
                .proof(new Proof.Observes("SELECT tgenabled FROM pg_trigger WHERE tgname = 'tb_comment_touch'", "D")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.Plain plain) {
            if (plain.kind() == PlainKind.DISABLE_TRIGGER) {
                report.add(sentence(alter, plain), ACTION);
            } else if (plain.kind() == PlainKind.ENABLE_TRIGGER && isDisabledAbove(step, alter, plain)) {
                report.withdraw(sentence(alter, plain));
                report.add(
                        "What this transaction writes to " + alter.name() + " while the trigger is off passes unseen, "
                                + "and all other writers wait until it ends.",
                        ACTION);
            } else if (plain.kind() == PlainKind.ENABLE_TRIGGER && !isDisabledAbove(step, alter)) {
                report.add(
                        "Rows of " + alter.name()
                                + " that were written while the trigger was off have not passed through it.",
                        "Check these rows, and repair them.");
            }
        }
    }

    private static String sentence(Command.AlterTable alter, TableAction.Plain plain) {
        String trigger = plain.name() == null
                        || plain.name().equals("all")
                        || plain.name().equals("user")
                ? "the triggers"
                : plain.name();
        return "From the commit on no session fires " + trigger + " of " + alter.name()
                + ", and rows that are written meanwhile pass unseen.";
    }

    private static boolean isDisabledAbove(Step step, Command.AlterTable alter, TableAction.Plain enabled) {
        return step.transaction().kind() != Transaction.Kind.NONE
                && step.transaction()
                        .alters(alter.name())
                        .anyMatch(above -> above.actions().stream()
                                .anyMatch(action -> action instanceof TableAction.Plain plain
                                        && plain.kind() == PlainKind.DISABLE_TRIGGER
                                        && Objects.equals(plain.name(), enabled.name())));
    }

    private static boolean isDisabledAbove(Step step, Command.AlterTable alter) {
        return step.transaction().alters(alter.name()).anyMatch(above -> above.has(PlainKind.DISABLE_TRIGGER));
    }
}
