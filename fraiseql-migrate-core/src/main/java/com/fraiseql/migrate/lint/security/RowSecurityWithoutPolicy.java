// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;

/** ENABLE ROW LEVEL SECURITY and no policy. */
final class RowSecurityWithoutPolicy extends Rule {

    RowSecurityWithoutPolicy() {
        super(rule("L903", "row-security-without-policy", LintLevel.WARNING)
                .about(Command.AlterTable.class, Command.CreateObject.class)
                .title("With row security and without a policy the application sees no rows")
                .why("""
                        From the moment of the commit every role but the owner reads an empty table, and its INSERTs
                        fail with 42501.
                        """)
                .rewrite("""
                        CREATE POLICY tb_comment_read ON tb_comment FOR SELECT USING (fk_author > 0);
                        ALTER TABLE tb_comment ENABLE ROW LEVEL SECURITY;
                        """)
                .source("PostgreSQL manual, 5.9 \"Row Security Policies\"")
                .proof(new Proof.Observes(
                        "SELECT relrowsecurity AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = "
                                + "c.oid) FROM pg_class c WHERE relname = 'tb_comment'",
                        "t")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter
                && !step.isNew(alter.name())
                && RowSecurity.enables(step.tokens())
                && step.transaction()
                        .commands(Command.CreateObject.class)
                        .noneMatch(create -> create.kind() == ObjectKind.POLICY
                                && create.on() != null
                                && create.on().sameAs(alter.name()))) {
            report.add(sentence(alter.name()), "Create the policies in the same transaction.");
        } else if (step.command() instanceof Command.CreateObject create
                && create.kind() == ObjectKind.POLICY
                && create.on() != null) {
            report.withdraw(sentence(create.on()));
        }
    }

    private static String sentence(QualifiedName table) {
        return "Roles other than the owner see no rows of " + table.name() + " after this.";
    }
}
