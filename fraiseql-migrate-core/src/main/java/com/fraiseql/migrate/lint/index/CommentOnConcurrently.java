// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.index;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.Words;

/** A plain index build below a comment about CONCURRENTLY. */
final class CommentOnConcurrently extends Rule {

    CommentOnConcurrently() {
        super(rule("L141", "comment-rules-out-concurrently", LintLevel.ADVICE)
                .about(Command.CreateIndex.class)
                .title("A comment speaks of CONCURRENTLY, and the index is built without it")
                .why("""
                        Such a comment often says that the migration tool runs everything in a transaction, where
                        CONCURRENTLY is refused. This engine runs the statement on its own, outside of a transaction,
                        and takes up an index that a failed build has left.
                        """)
                .rewrite("""
                        CREATE INDEX CONCURRENTLY tb_post_author ON tb_post (fk_author);
                        """)
                .source("PostgreSQL manual, CREATE INDEX, \"Building Indexes Concurrently\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.SHARE)));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateIndex create
                && !create.flags().concurrently()
                && !create.flags().only()
                && !step.isNew(create.table())
                && step.code().comments().stream().anyMatch(comment -> Words.mention(comment, "CONCURRENTLY"))) {
            report.add(
                    "The comment above speaks of CONCURRENTLY, and this index is built while writers wait.",
                    "Write CREATE INDEX CONCURRENTLY: the engine runs it outside of a transaction.");
        }
    }
}
