// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;

/** CONCURRENTLY with a lock_timeout that it will hardly meet. */
final class ShortTimeoutConcurrently extends Rule {

    ShortTimeoutConcurrently() {
        super(rule("L304", "short-lock-timeout-around-concurrently", LintLevel.WARNING)
                .about(Command.CreateIndex.class, Command.DropIndex.class, Command.Reindex.class)
                .title("A short lock_timeout ends CONCURRENTLY midway and leaves an invalid index")
                .why("""
                        CONCURRENTLY waits for every older transaction that uses the table, and that wait counts as
                        waiting for a lock. It blocks no other session meanwhile, so the limit protects nothing; when it
                        strikes, an INVALID index stays that every write has to maintain and no query can use.
                        """)
                .rewrite("""
                        SET lock_timeout = 0;
                        CREATE INDEX CONCURRENTLY tb_post_author ON tb_post (fk_author);
                        """)
                .source("PostgreSQL manual, CREATE INDEX, \"Building Indexes Concurrently\"")
                .alsoInRollback()
                .proof(new Proof.FailsWhile(
                        "UPDATE tb_post SET title = 'x' WHERE id = 1",
                        "55P03",
                        "SELECT indisvalid FROM pg_index WHERE indexrelid = 'tb_post_author'::regclass",
                        "f")));
    }

    @Override
    public void check(Step step, Report report) {
        Long limit = TimeoutValue.millis(step.transaction().setting("lock_timeout"));
        if (limit != null && limit > 0 && limit <= SHORT && Concurrent.is(step.command())) {
            report.add(
                    "It fails if any older transaction lasts longer than lock_timeout, and leaves its work half done.",
                    "Set lock_timeout to 0 above it; it blocks neither readers nor writers.");
        }
    }

    /** Milliseconds; a transaction of an application may take that long. */
    private static final long SHORT = 1000;
}
