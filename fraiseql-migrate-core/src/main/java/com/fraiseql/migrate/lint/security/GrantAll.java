// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;

/** GRANT ALL. */
final class GrantAll extends Rule {

    GrantAll() {
        super(rule("L902", "grant-all", LintLevel.ADVICE)
                .about(Command.Metadata.class)
                .title("GRANT ALL gives more than an application needs")
                .why("""
                        On a table ALL includes TRUNCATE, which no row-level policy restricts, TRIGGER, which runs code
                        as other users, and REFERENCES, which locks the rows that it points to.
                        """)
                .rewrite("""
                        GRANT SELECT, INSERT, UPDATE, DELETE ON tb_post TO app;
                        """)
                .source("PostgreSQL manual, 5.8 \"Privileges\"")
                .proof(new Proof.Observes("SELECT has_table_privilege('pg_monitor', 'tb_post', 'TRUNCATE')", "t")));
    }

    @Override
    public void check(Step step, Report report) {
        GrantWords grant = GrantWords.of(step.tokens());
        if (grant != null && grant.all()) {
            report.add("ALL includes privileges that an application does not need.", "Name the privileges.");
        }
    }
}
