// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.locking;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;

/** REFRESH MATERIALIZED VIEW CONCURRENTLY in a migration. */
final class RefreshConcurrently extends Rule {

    RefreshConcurrently() {
        super(rule("L125", "refresh-in-migration", LintLevel.ADVICE)
                .about(Command.Refresh.class)
                .title("While the migration refreshes a view no other session can refresh it")
                .why("""
                        It takes EXCLUSIVE on the view: a scheduled refresh waits for it, and it for that one. It
                        computes the query, compares all rows and holds its locks until the transaction ends. A job is
                        a better place for it than a migration.
                        """)
                .rewrite("""
                        -- in a job, not in a migration
                        REFRESH MATERIALIZED VIEW CONCURRENTLY mv_post;
                        """)
                .source("PostgreSQL manual, REFRESH MATERIALIZED VIEW")
                .proof(new Proof.TakesLock("mv_post", LockLevel.EXCLUSIVE))
                .proof(new Proof.Blocks("REFRESH MATERIALIZED VIEW CONCURRENTLY mv_post")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.Refresh refresh
                && refresh.concurrently()
                && !step.isNew(refresh.view())) {
            report.add(
                    "No other session can refresh " + refresh.view() + " until this transaction ends.",
                    "Refresh it in a job, or in a migration of its own.");
        }
    }
}
