// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;

/** An index over more than three columns. */
final class WideIndex extends Rule {

    WideIndex() {
        super(rule("L816", "wide-index", LintLevel.ADVICE)
                .about(Command.CreateIndex.class)
                .title("An index over many columns is big, and serves few queries")
                .why("""
                        Every write of one of its columns writes the index, and keeps the update from staying within its
                        page. Only queries with conditions on the first columns can use it.
                        """)
                .rewrite("""
                        CREATE INDEX CONCURRENTLY tb_post_author ON tb_post (fk_author, created_at);
                        """)
                .source("PostgreSQL manual, 11.3 \"Multicolumn Indexes\"")
                .proof(new Proof.Observes(
                        "SELECT indnkeyatts FROM pg_index WHERE indexrelid = 'tb_post_wide'::regclass", "4")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateIndex create
                && create.keys().size() > MOST
                && create.method().equals("btree")
                && !create.flags().unique()) {
            report.add(
                    "The index has " + create.keys().size() + " columns.",
                    "Index the columns that select the rows; INCLUDE what is only read.");
        }
    }

    private static final int MOST = 3;
}
