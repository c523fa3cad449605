// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.data;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TokenCursor;

/** NOT IN (SELECT …) in a statement that writes. */
final class NotInSubquery extends Rule {

    NotInSubquery() {
        super(rule("L620", "not-in-subquery", LintLevel.ADVICE)
                .about(Command.Query.class)
                .title("NOT IN with a query finds nothing as soon as the query returns a null")
                .why("""
                        With one null among the values the condition is true for no row, so that the statement succeeds
                        and does nothing. PostgreSQL also cannot use a hash join for it.
                        """)
                .rewrite("""
                        DELETE FROM tb_author a
                        WHERE NOT EXISTS (SELECT FROM tb_comment c WHERE c.fk_author = a.id);
                        """)
                .source("PostgreSQL manual, 9.24.3 \"NOT IN\"")
                .proof(new Proof.Observes("SELECT count(*) FROM tb_author WHERE id >= 1000", "1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.Query query && !query.writes().isEmpty()) {
            TokenCursor cursor = new TokenCursor(step.tokens());
            while (cursor.findAnywhere("NOT", "IN", "(")) {
                if (cursor.peek().is("SELECT")) {
                    report.at(
                            cursor.previous().offset(),
                            "This is true for no row if the query returns a null.",
                            "Write NOT EXISTS.");
                }
            }
        }
    }
}
