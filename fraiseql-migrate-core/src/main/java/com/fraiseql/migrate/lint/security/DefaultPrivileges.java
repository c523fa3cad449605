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

/** ALTER DEFAULT PRIVILEGES … GRANT … TO PUBLIC. */
final class DefaultPrivileges extends Rule {

    DefaultPrivileges() {
        super(rule("L915", "default-privileges-to-public", LintLevel.WARNING)
                .about(Command.AlterObject.class)
                .title("Every object of the future is open to every role")
                .why("""
                        Each table that a later migration creates gets the privilege, without a word in that migration.
                        """)
                .rewrite("""
                        ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reporting;
                        """)
                .source("PostgreSQL manual, ALTER DEFAULT PRIVILEGES")
                .proof(new Proof.Observes("SELECT has_table_privilege('pg_monitor', 'tb_tag', 'SELECT')", "t")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterObject alter && alter.kind() == ObjectKind.DEFAULT_PRIVILEGES) {
            TokenCursor cursor = new TokenCursor(step.tokens());
            if (cursor.find("GRANT") && cursor.find("TO") && cursor.mentions("PUBLIC")) {
                report.add(
                        "Objects that are created later are open to every role.",
                        "Grant it to the roles that need it.");
            }
        }
    }
}
