// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.LockLevel;

/** A session that may hold its locks while it does nothing, because the file says so. */
final class IdleTimeoutOff extends Rule {

    IdleTimeoutOff() {
        super(rule("L305", "idle-timeout-off", LintLevel.ADVICE)
                .about(TableLocks.COMMANDS)
                .title("Locks may be held by a session that does nothing")
                .why("""
                        idle_in_transaction_session_timeout ends a session that holds locks in an open transaction and
                        executes nothing, as one does whose client is gone. A file that sets it to 0 keeps such locks
                        until an operator ends the session.
                        """)
                .rewrite("""
                        SET idle_in_transaction_session_timeout = '30s';
                        ALTER TABLE tb_post ADD COLUMN archived boolean;
                        """)
                .source("PostgreSQL manual, 20.11 \"Client Connection Defaults\", "
                        + "idle_in_transaction_session_timeout")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE)));
    }

    @Override
    public void check(Step step, Report report) {
        if (TimeoutValue.isOff(step.transaction().setting("idle_in_transaction_session_timeout"))
                && TableLocks.isFirst(step)) {
            report.add(
                    "If the client stops here, its locks stay.",
                    "Leave idle_in_transaction_session_timeout as the server has it.");
        }
    }
}
