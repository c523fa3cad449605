// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TokenCursor;

/** A constraint that is NOT ENFORCED. */
final class NotEnforced extends Rule {

    NotEnforced() {
        super(rule("L827", "constraint-not-enforced", LintLevel.ADVICE)
                .about(Command.CreateTable.class, Command.AlterTable.class)
                .title("A constraint that is not enforced lets everything in")
                .why("""
                        It stands in the schema and reads like a rule, and PostgreSQL checks it for no row.
                        """)
                .rewrite("""
                        ALTER TABLE tb_post ADD CONSTRAINT tb_post_views_positive CHECK (views >= 0) NOT VALID;
                        """)
                .source("PostgreSQL manual, CREATE TABLE, \"NOT ENFORCED\"")
                .since(18)
                .proof(new Proof.Observes("SELECT count(*) FROM tb_post WHERE views = -1", "1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable || step.command() instanceof Command.AlterTable) {
            TokenCursor cursor = new TokenCursor(step.tokens());
            while (cursor.findAnywhere("NOT", "ENFORCED")) {
                report.at(cursor.previous().offset(), "PostgreSQL checks this for no row.", "Leave NOT ENFORCED out.");
            }
        }
    }
}
