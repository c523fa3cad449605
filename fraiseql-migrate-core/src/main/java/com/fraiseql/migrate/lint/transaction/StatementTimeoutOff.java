// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.LockLevel;

/** A statement that stops readers or writers and may take any time, because the file says so. */
final class StatementTimeoutOff extends Rule {

    StatementTimeoutOff() {
        super(rule("L303", "statement-timeout-off", LintLevel.ADVICE)
                .about(TableLocks.COMMANDS)
                .title("A statement that stops readers or writers may take any time")
                .why("""
                        statement_timeout ends a statement that turns out to read or write a whole table while everyone
                        waits. A file that sets it to 0 takes that protection away for all of its statements.
                        """)
                .rewrite("""
                        SET statement_timeout = '30s';
                        ALTER TABLE tb_post ADD COLUMN archived boolean;
                        """)
                .source("PostgreSQL manual, 20.11 \"Client Connection Defaults\", statement_timeout")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE)));
    }

    @Override
    public void check(Step step, Report report) {
        if (TimeoutValue.isOff(step.transaction().setting("statement_timeout")) && TableLocks.isFirst(step)) {
            report.add(
                    "This stops readers or writers, and no time limit ends it.",
                    "Set statement_timeout to what the statement may take.");
        }
    }
}
