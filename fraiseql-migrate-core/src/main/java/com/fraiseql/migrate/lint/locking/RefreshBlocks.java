// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.locking;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;

/** REFRESH MATERIALIZED VIEW that stops readers. */
final class RefreshBlocks extends Rule {

    RefreshBlocks() {
        super(rule("L124", "refresh-not-concurrent", LintLevel.ERROR)
                .about(Command.Refresh.class)
                .title("REFRESH MATERIALIZED VIEW stops the readers of the view while its query runs")
                .why("""
                        The view is locked with ACCESS EXCLUSIVE for as long as its query takes, and to the end of the
                        transaction. With CONCURRENTLY readers see the old rows meanwhile; that needs a unique index
                        on plain columns, for all rows.
                        """)
                .rewrite("""
                        REFRESH MATERIALIZED VIEW CONCURRENTLY mv_post;
                        """)
                .source("PostgreSQL manual, REFRESH MATERIALIZED VIEW")
                .proof(new Proof.TakesLock("mv_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Blocks("SELECT 1 FROM mv_post LIMIT 1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.Refresh refresh
                && !refresh.concurrently()
                && !step.isNew(refresh.view())) {
            report.add(
                    "Readers of " + refresh.view() + " wait until its query is done.",
                    "Use REFRESH MATERIALIZED VIEW CONCURRENTLY.");
        }
    }
}
