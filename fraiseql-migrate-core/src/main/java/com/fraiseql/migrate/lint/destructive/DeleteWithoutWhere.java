// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.WriteRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Write;

/** DELETE of all rows. */
final class DeleteWithoutWhere extends WriteRule {

    DeleteWithoutWhere() {
        super(rule("L411", "delete-without-where", LintLevel.ERROR)
                .title("DELETE without WHERE removes every row of the table")
                .why("""
                        Once it is committed the rows are gone. Until then each of them is locked, and vacuum has to
                        clear a whole table of dead rows.
                        """)
                .rewrite("""
                        -- for each range of the key, in a transaction of its own
                        DELETE FROM tb_comment WHERE created_at < '2020-01-01' AND id BETWEEN 1 AND 1000;
                        """)
                .source("PostgreSQL manual, DELETE")
                .proof(new Proof.Scans("tb_comment")));
    }

    @Override
    protected void check(Step step, Write write, Report report) {
        if (write.verb() == Write.Verb.DELETE && write.isEveryRow() && !step.isNew(write.table())) {
            report.at(
                    write.table().from(),
                    "Every row of " + write.table() + " is deleted.",
                    "Add a WHERE that finds only what has to go.");
        }
    }
}
