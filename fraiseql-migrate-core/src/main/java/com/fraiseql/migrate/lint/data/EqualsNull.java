// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.data;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.WriteRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Write;

/** A comparison with NULL in WHERE. */
final class EqualsNull extends WriteRule {

    EqualsNull() {
        super(rule("L622", "equals-null", LintLevel.ADVICE)
                .title("A comparison with NULL is true for no row")
                .why("""
                        The statement succeeds and writes nothing; IS NULL was meant.
                        """)
                .rewrite("""
                        UPDATE tb_post SET body = '' WHERE body IS NULL AND id BETWEEN 1 AND 1000;
                        """)
                .source("PostgreSQL manual, 9.2 \"Comparison Functions and Operators\"")
                .proof(new Proof.Observes("SELECT count(*) FROM tb_comment WHERE fk_author IS NULL", "1")));
    }

    @Override
    protected void check(Step step, Write write, Report report) {
        for (int i = 0; i + 1 < write.where().size(); i++) {
            boolean compares = write.where().get(i).isAny("=", "<>", "!=");
            if (compares && write.where().get(i + 1).is("NULL")) {
                report.at(write.where().get(i).offset(), "This is true for no row.", "Write IS NULL or IS NOT NULL.");
            }
        }
    }
}
