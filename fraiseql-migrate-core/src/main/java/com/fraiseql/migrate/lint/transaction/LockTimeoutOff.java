// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.LockLevel;

/** A lock that is waited for without a limit, because the file says so. */
final class LockTimeoutOff extends Rule {

    LockTimeoutOff() {
        super(rule("L301", "lock-timeout-off", LintLevel.WARNING)
                .about(TableLocks.COMMANDS)
                .title("A lock that stops readers or writers is waited for without a limit")
                .why("""
                        While ALTER TABLE waits for a lock, every later statement on the table waits after it, plain
                        SELECT included. The engine limits that time and tries again. A file that sets lock_timeout to 0
                        takes the limit away.
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
        if (TimeoutValue.isOff(step.transaction().setting("lock_timeout")) && TableLocks.isFirst(step)) {
            report.add(
                    "This waits for its lock without a limit, and every other statement on the table waits after it.",
                    "Set lock_timeout to a second or two, or leave it to the engine.");
        }
    }
}
