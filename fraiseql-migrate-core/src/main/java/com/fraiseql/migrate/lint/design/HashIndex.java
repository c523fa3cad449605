// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;

/** An index of the access method hash. */
final class HashIndex extends Rule {

    HashIndex() {
        super(rule("L824", "hash-index", LintLevel.ADVICE)
                .about(Command.CreateIndex.class)
                .title("A hash index finds equal values only")
                .why("""
                        It serves no range, no ORDER BY and no uniqueness. A B-tree does all of that, and is as fast for
                        equality.
                        """)
                .rewrite("""
                        CREATE INDEX CONCURRENTLY tb_post_slug_equal ON tb_post (slug);
                        """)
                .source("PostgreSQL manual, 11.2.2 \"Hash\"")
                .proof(new Proof.Observes(
                        "SELECT pg_index_column_has_property('tb_post_slug_equal'::regclass, 1, " + "'orderable')",
                        "f")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateIndex create
                && create.method().equals("hash")) {
            report.add("The index serves neither ranges nor ORDER BY.", "Leave USING hash out.");
        }
    }
}
