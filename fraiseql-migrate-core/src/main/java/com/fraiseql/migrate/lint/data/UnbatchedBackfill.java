// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.data;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.WriteRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Write;

/** UPDATE, DELETE or INSERT … SELECT that may write as many rows as a table has. */
final class UnbatchedBackfill extends WriteRule {

    UnbatchedBackfill() {
        super(rule("L601", "unbatched-backfill", LintLevel.WARNING)
                .title("A statement may write as many rows as the table has, in one transaction")
                .why("""
                        Each row that it writes stays locked until the end, replicas fall behind, vacuum cannot clear
                        anything that is older, and an error after an hour undoes the hour. The WHERE neither compares
                        with one value nor with both ends of a range, so nothing in the file bounds the number of rows.
                        """)
                .rewrite("""
                        -- for each range of the key, in a transaction of its own
                        UPDATE tb_post SET views = 0 WHERE views IS NULL AND id BETWEEN 1 AND 1000;
                        """)
                .source("PostgreSQL manual, 13.3.2 \"Row-Level Locks\"")
                .proof(new Proof.Changes("SELECT count(*) > 100 FROM tb_post WHERE body IS NULL", "f", "t")));
    }

    @Override
    protected void check(Step step, Write write, Report report) {
        if (write.isBulk() && !write.isEveryRow() && !step.isNew(write.table())) {
            report.at(
                    write.table().from(),
                    "This may write as many rows of " + write.table() + " as there are, in one transaction.",
                    "Write one range of the key after the other, each in a transaction of its own.");
        }
    }
}
