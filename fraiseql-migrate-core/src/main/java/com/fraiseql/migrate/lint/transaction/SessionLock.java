// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Token;

/** An advisory lock that outlives the transaction. */
final class SessionLock extends Rule {

    SessionLock() {
        super(rule("L322", "session-advisory-lock", LintLevel.ADVICE)
                .about(Command.Query.class)
                .title("An advisory lock of the session is kept when the transaction ends")
                .why("""
                        Through a pooler that gives a server connection to another client after each transaction, the
                        lock stays with the connection, and nothing releases it. The engine has a lock of its own around
                        all migrations.
                        """)
                .rewrite("""
                        SELECT pg_advisory_xact_lock(7);
                        """)
                .source("PostgreSQL manual, 13.3.5 \"Advisory Locks\"")
                .proof(new Proof.Blocks("SELECT pg_advisory_lock(7)")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.Query) {
            for (Token token : step.tokens()) {
                if (token.isAny(
                        "pg_advisory_lock",
                        "pg_try_advisory_lock",
                        "pg_advisory_lock_shared",
                        "pg_try_advisory_lock_shared")) {
                    report.at(
                            token.offset(),
                            "This lock is kept until the session ends or releases it.",
                            "Use pg_advisory_xact_lock, or leave the locking to the engine.");
                }
            }
        }
    }
}
