// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.LockLevel;

/** EXECUTE of a text that is not in the file. */
final class UnknownStatement extends Rule {

    UnknownStatement() {
        super(rule("L323", "statement-not-known", LintLevel.WARNING)
                .title("EXECUTE runs a statement that is made at run time, so no rule has seen it")
                .why("""
                        The text is put together from variables or a query. It may lock, rewrite or drop anything, and
                        no review of the file can tell. What is constant in EXECUTE is reviewed like any other
                        statement.
                        """)
                .rewrite("""
                        -- one statement for each table, in plain SQL
                        ALTER TABLE tb_post ADD COLUMN archived boolean;
                        ALTER TABLE tb_comment ADD COLUMN archived boolean;
                        """)
                .source("PostgreSQL manual, 41.5.4 \"Executing Dynamic Commands\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE)));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.code().unknown()) {
            report.add(
                    "This EXECUTE runs a statement that is only known at run time; it has not been reviewed.",
                    "Write the statements out, or allow this with the reason why they are safe.");
        }
    }
}
