// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;

/** DISABLE ROW LEVEL SECURITY. */
final class DisableRowSecurity extends Rule {

    DisableRowSecurity() {
        super(rule("L913", "disable-row-security", LintLevel.WARNING)
                .about(Command.AlterTable.class)
                .title("Every role with a privilege on the table sees all of its rows")
                .why("""
                        The policies stay, and have no effect. Rows of other tenants or users are readable from the
                        moment of the commit.
                        """)
                .rewrite("""
                        CREATE POLICY tb_comment_report ON tb_comment FOR SELECT TO reporting USING (fk_author > 0);
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"DISABLE ROW LEVEL SECURITY\"")
                .proof(new Proof.Changes(
                        "SELECT relrowsecurity FROM pg_class WHERE relname = 'tb_comment'", "t", "f")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter
                && !step.isNew(alter.name())
                && RowSecurity.disables(step.tokens())) {
            report.add("The policies of " + alter.name() + " have no effect after this.", "Add a policy instead.");
        }
    }
}
