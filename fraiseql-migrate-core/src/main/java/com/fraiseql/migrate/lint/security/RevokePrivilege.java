// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TokenCursor;

/** REVOKE. */
final class RevokePrivilege extends Rule {

    RevokePrivilege() {
        super(rule("L912", "revoke", LintLevel.ADVICE)
                .about(Command.Metadata.class)
                .title("REVOKE breaks an application that still uses the privilege")
                .why("""
                        From the moment of the commit its statements fail with 42501.
                        """)
                .rewrite("""
                        -- one release earlier: nothing uses the privilege any more
                        REVOKE UPDATE ON tb_post FROM reporting;
                        """)
                .source("PostgreSQL manual, REVOKE")
                .proof(new Proof.Changes("SELECT has_table_privilege('pg_monitor', 'tb_post', 'SELECT')", "t", "f")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.Metadata metadata
                && metadata.verb().equals("REVOKE")
                && !new TokenCursor(step.tokens()).mentions("PUBLIC")) {
            report.add(
                    "Statements that need the privilege fail after this.",
                    "Make sure that the version that runs does not use it.");
        }
    }
}
