// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.data;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.WriteRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.TokenCursor;
import com.fraiseql.migrate.sql.Write;

/** UPDATE … FROM and DELETE … USING without WHERE. */
final class JoinWithoutCondition extends WriteRule {

    JoinWithoutCondition() {
        super(rule("L617", "join-without-condition", LintLevel.WARNING)
                .title("UPDATE with FROM and without WHERE joins every row with every row")
                .why("""
                        Each row of the table is written, with a value of whichever row of the other table comes first;
                        DELETE with USING deletes all of them.
                        """)
                .rewrite("""
                        UPDATE tb_comment SET content = p.title FROM tb_post p WHERE p.id = tb_comment.fk_post;
                        """)
                .source("PostgreSQL manual, UPDATE, \"Notes\"")
                .proof(new Proof.Observes("SELECT count(DISTINCT content) FROM tb_comment", "1")));
    }

    @Override
    protected void check(Step step, Write write, Report report) {
        if (write.joined()
                && write.verb() != Write.Verb.MERGE
                && write.where().isEmpty()
                && !new TokenCursor(write.body()).mentions("JOIN")
                && !step.isNew(write.table())) {
            report.at(
                    write.table().from(),
                    "Nothing says which rows of the other table belong to a row of " + write.table() + ".",
                    "Add a WHERE that joins the tables.");
        }
    }
}
