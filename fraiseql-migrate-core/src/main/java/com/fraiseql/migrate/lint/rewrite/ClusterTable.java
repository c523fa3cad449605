// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;

/** CLUSTER and REPACK. */
final class ClusterTable extends Rule {

    ClusterTable() {
        super(rule("L213", "cluster", LintLevel.ERROR)
                .about(Command.Cluster.class)
                .title("CLUSTER rewrites the whole table while readers and writers wait")
                .why("""
                        Table and indexes are rebuilt in the order of an index, under ACCESS EXCLUSIVE, and the
                        order is lost with the next writes.
                        """)
                .rewrite("""
                        -- outside of a migration, with the extension pg_repack
                        -- pg_repack --table=tb_post --order-by=slug
                        """)
                .source("PostgreSQL manual, CLUSTER")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Rewrites("tb_post")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.Cluster cluster
                && !cluster.concurrently()
                && (cluster.table() == null || !step.isNew(cluster.table()))) {
            report.add(
                    "Readers and writers wait until " + (cluster.table() == null ? "every table" : cluster.table())
                            + " is rewritten.",
                    "Use pg_repack, which locks the table only for a moment.");
        }
    }
}
