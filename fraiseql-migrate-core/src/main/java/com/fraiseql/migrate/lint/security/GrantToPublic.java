// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;

/** GRANT to PUBLIC. */
final class GrantToPublic extends Rule {

    GrantToPublic() {
        super(rule("L901", "grant-to-public", LintLevel.WARNING)
                .about(Command.Metadata.class)
                .title("GRANT to PUBLIC gives the privilege to every role, those of the future included")
                .why("""
                        Every login of the server, monitoring and reporting included, may do what is granted. A role
                        that is created next year may, too.
                        """)
                .rewrite("""
                        GRANT SELECT ON tb_post TO reporting;
                        """)
                .source("PostgreSQL manual, 5.8 \"Privileges\"")
                .proof(new Proof.Observes("SELECT has_table_privilege('pg_monitor', 'tb_post', 'UPDATE')", "t")));
    }

    @Override
    public void check(Step step, Report report) {
        GrantWords grant = GrantWords.of(step.tokens());
        if (grant != null && grant.toPublic() && !grant.harmless()) {
            report.add("Every role, and every future one, gets this privilege.", "Grant it to the roles that need it.");
        }
    }
}
