// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.Transaction;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.TransactionBlocks;

/** What PostgreSQL refuses in a transaction, between the file's BEGIN and COMMIT or in a DO block. */
final class ConcurrentlyInTransaction extends Rule {

    ConcurrentlyInTransaction() {
        super(rule("L307", "refused-in-transaction", LintLevel.ERROR)
                .title("The statement cannot run in a transaction, and the file puts it into one")
                .why("""
                        CREATE INDEX CONCURRENTLY, VACUUM and their like commit on their own. Between BEGIN and
                        COMMIT, and in a DO block, PostgreSQL refuses them with SQLSTATE 25001.
                        """)
                .rewrite("""
                        CREATE INDEX CONCURRENTLY tb_post_author ON tb_post (fk_author);
                        """)
                .source("PostgreSQL manual, CREATE INDEX, \"Building Indexes Concurrently\"")
                .alsoInRollback()
                .proof(new Proof.Fails("25001")));
    }

    @Override
    public void check(Step step, Report report) {
        boolean within = step.scope() == Step.Scope.BLOCK || step.transaction().kind() == Transaction.Kind.FILE;
        if (within && TransactionBlocks.refuse(step.command())) {
            report.add(
                    "PostgreSQL refuses this statement in a transaction.",
                    step.scope() == Step.Scope.BLOCK
                            ? "Move it out of the block."
                            : "Remove BEGIN and COMMIT around it; it runs on its own then.");
        }
    }
}
