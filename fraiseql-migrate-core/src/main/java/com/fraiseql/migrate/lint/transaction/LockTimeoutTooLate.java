// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Done;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.Settings.Setting;

/** A lock_timeout that is set after the lock has been taken. */
final class LockTimeoutTooLate extends Rule {

    LockTimeoutTooLate() {
        super(rule("L302", "lock-timeout-too-late", LintLevel.ADVICE)
                .about(Command.SetParameter.class, Command.Query.class, Command.Other.class)
                .title("lock_timeout is set after the statement that waits for the lock")
                .why("""
                        A setting counts for the statements that follow it. The lock above is held already, or was
                        waited for with another limit.
                        """)
                .rewrite("""
                        SET lock_timeout = '2s';
                        ALTER TABLE tb_post ADD COLUMN archived boolean;
                        """)
                .source("PostgreSQL manual, 20.11 \"Client Connection Defaults\", lock_timeout")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE)));
    }

    @Override
    public void check(Step step, Report report) {
        for (Setting setting : step.command().settings()) {
            boolean first =
                    setting.name().equals("lock_timeout") && step.transaction().setting("lock_timeout") == null;
            Done locked = first ? TableLocks.first(step.transaction(), LockLevel.SHARE) : null;
            if (locked != null) {
                report.at(
                        setting.token().offset(),
                        "The statement in line " + locked.line() + " has taken its lock before this limit.",
                        "Set lock_timeout above that statement.");
            }
        }
    }
}
