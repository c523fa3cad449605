// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TokenCursor;

/** A policy that lets every row through. */
final class PolicyAlwaysTrue extends Rule {

    PolicyAlwaysTrue() {
        super(rule("L908", "policy-always-true", LintLevel.ADVICE)
                .about(Command.CreateObject.class)
                .title("A policy with USING (true) lets every role do it with every row")
                .why("""
                        Row security is on, and restricts nothing. Policies are joined with OR, so that one such policy
                        also takes the effect from the others of its command.
                        """)
                .rewrite("""
                        CREATE POLICY tb_comment_read ON tb_comment FOR SELECT USING (fk_author > 0);
                        """)
                .source("PostgreSQL manual, CREATE POLICY")
                .proof(new Proof.Observes(
                        "SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polname = " + "'tb_comment_all'",
                        "true")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create && create.kind() == ObjectKind.POLICY) {
            TokenCursor cursor = new TokenCursor(create.rest());
            boolean restrictive = new TokenCursor(create.rest()).mentions("RESTRICTIVE");
            if (!restrictive && cursor.find("USING", "(", "TRUE", ")")) {
                report.at(
                        cursor.previous().offset(),
                        "This policy lets every row through.",
                        "Say which rows a role may see.");
            }
        }
    }
}
