// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.data;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.WriteRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Write;

/** INSERT without a list of columns. */
final class InsertWithoutColumns extends WriteRule {

    InsertWithoutColumns() {
        super(rule("L610", "insert-without-columns", LintLevel.ADVICE)
                .title("An INSERT without a list of columns depends on their order")
                .why("""
                        The values go to the columns in the order of the table, which differs where a column was added
                        or dropped another way. Then it fails, or writes a value to the wrong column.
                        """)
                .rewrite("""
                        INSERT INTO tb_author (id, name, contact) VALUES (1000, 'editor', 'e@example.com');
                        """)
                .source("PostgreSQL manual, INSERT")
                .proof(new Proof.Fails("42601")));
    }

    @Override
    protected void check(Step step, Write write, Report report) {
        if (write.verb() == Write.Verb.INSERT
                && !write.body().isEmpty()
                && write.body().get(0).isAny("VALUES", "SELECT", "TABLE", "WITH")) {
            report.at(
                    write.table().from(),
                    "The values go to the columns of " + write.table() + " in whatever order they have.",
                    "Name the columns.");
        }
    }
}
