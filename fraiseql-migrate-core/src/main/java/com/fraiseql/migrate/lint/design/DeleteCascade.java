// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TokenCursor;

/** ON DELETE CASCADE. */
final class DeleteCascade extends Rule {

    DeleteCascade() {
        super(rule("L814", "on-delete-cascade", LintLevel.ADVICE)
                .about(Command.CreateTable.class, Command.AlterTable.class)
                .title("One DELETE removes rows of other tables, as many as there are")
                .why("""
                        The session that deletes one row does not see that it takes a thousand others with it, and holds
                        all of their locks. A mistake in one place removes data in many.
                        """)
                .rewrite("""
                        ALTER TABLE tb_comment ADD CONSTRAINT tb_comment_post_fkey
                            FOREIGN KEY (fk_post) REFERENCES tb_post (id) ON DELETE RESTRICT NOT VALID;
                        """)
                .source("PostgreSQL manual, 5.5.5 \"Foreign Keys\"")
                .proof(new Proof.LosesRows("tb_comment")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable || step.command() instanceof Command.AlterTable) {
            TokenCursor cursor = new TokenCursor(step.tokens());
            while (cursor.findAnywhere("ON", "DELETE", "CASCADE")) {
                report.at(
                        cursor.previous().offset(),
                        "A DELETE of the referenced row also deletes the rows of this table.",
                        "Use RESTRICT, and delete the rows where that is meant.");
            }
        }
    }
}
