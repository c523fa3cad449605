// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.index;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;

/** IF NOT EXISTS of an index that is built concurrently. */
final class ConcurrentIndexIfNotExists extends Rule {

    ConcurrentIndexIfNotExists() {
        super(rule("L104", "concurrent-index-if-not-exists", LintLevel.ADVICE)
                .about(Command.CreateIndex.class)
                .title("IF NOT EXISTS accepts the invalid index that a failed build has left")
                .why("""
                        If CREATE INDEX CONCURRENTLY fails, an invalid index of that name stays. Every write maintains
                        it, no query uses it, and with IF NOT EXISTS the next attempt says that it is there and
                        succeeds. This engine looks for such an index before it builds; psql and other runners do not.
                        """)
                .rewrite("""
                        DROP INDEX CONCURRENTLY IF EXISTS tb_post_author;
                        CREATE INDEX CONCURRENTLY tb_post_author ON tb_post (fk_author);
                        """)
                .source("PostgreSQL manual, CREATE INDEX, \"Building Indexes Concurrently\"")
                .proof(new Proof.Observes(
                        "SELECT indisvalid FROM pg_index WHERE indexrelid = 'tb_post_author'::regclass", "f")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateIndex create
                && create.flags().concurrently()
                && create.flags().ifNotExists()
                && !step.isNew(create.table())) {
            report.at(
                    create.prefix().from(),
                    "If an earlier build of this index has failed, its invalid index is kept.",
                    "Leave IF NOT EXISTS out, or drop an invalid index of this name first.");
        }
    }
}
