// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.WriteRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Write;

/** UPDATE of all rows of a table in one transaction. */
final class UpdateWithoutWhere extends WriteRule {

    UpdateWithoutWhere() {
        super(rule("L412", "update-without-where", LintLevel.WARNING)
                .title("UPDATE without WHERE locks and writes every row of the table in one transaction")
                .why("""
                        Each row is locked until the transaction ends, so other writers of it wait, and the table
                        grows by a copy of itself that vacuum has to clear.
                        """)
                .rewrite("""
                        -- for each range of the key, in a transaction of its own
                        UPDATE tb_post SET views = 0 WHERE views IS NULL AND id BETWEEN 1 AND 1000;
                        """)
                .source("PostgreSQL manual, 13.3.2 \"Row-Level Locks\"")
                .proof(new Proof.Scans("tb_post"))
                .proof(new Proof.Blocks("UPDATE tb_post SET title = 'x' WHERE id = 1")));
    }

    @Override
    protected void check(Step step, Write write, Report report) {
        if (write.verb() == Write.Verb.UPDATE && write.isEveryRow() && !step.isNew(write.table())) {
            report.at(
                    write.table().from(),
                    "Every row of " + write.table() + " is locked and written in one transaction.",
                    "Write one range of the key after the other, each in a transaction of its own.");
        }
    }
}
