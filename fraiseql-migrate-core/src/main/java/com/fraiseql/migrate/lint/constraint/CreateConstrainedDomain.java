// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TokenCursor;

/** A domain with a constraint. */
final class CreateConstrainedDomain extends Rule {

    CreateConstrainedDomain() {
        super(rule("L139", "domain-with-constraint", LintLevel.WARNING)
                .about(Command.CreateObject.class)
                .title("Each column of a domain with a constraint is added by rewriting its table")
                .why("""
                        ADD COLUMN of such a domain rewrites the table even if the default is a constant, since
                        PostgreSQL checks the value row by row. And to change the constraint later means to read all
                        tables that use the domain. A CHECK of the column has neither.
                        """)
                .rewrite("""
                        ALTER TABLE tb_post ADD COLUMN price numeric DEFAULT 0;
                        ALTER TABLE tb_post ADD CONSTRAINT tb_post_price_check CHECK (price >= 0) NOT VALID;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"Notes\", and ALTER DOMAIN")
                .proof(new Proof.Rewrites("tb_post")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create && create.kind() == ObjectKind.DOMAIN) {
            TokenCursor words = new TokenCursor(create.rest());
            if (words.mentions("CHECK") || words.findAnywhere("NOT", "NULL")) {
                report.add(
                        "A column of the domain " + create.name() + " cannot be added without rewriting its table.",
                        "Use the plain type, and give each column a CHECK.");
            }
        }
    }
}
