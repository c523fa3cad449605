// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.QualifiedName;

/** TRUNCATE. */
final class TruncateTable extends Rule {

    TruncateTable() {
        super(rule("L409", "truncate", LintLevel.ERROR)
                .about(Command.Truncate.class)
                .title("TRUNCATE removes all rows of the table")
                .why("""
                        Once it is committed the rows are gone, and no rollback of the migration brings them back. It
                        waits for ACCESS EXCLUSIVE, so that readers wait, too; and a transaction with an older
                        snapshot then sees an empty table.
                        """)
                .rewrite("""
                        -- for each range of the key, in a transaction of its own
                        DELETE FROM tb_comment WHERE created_at < '2020-01-01' AND id BETWEEN 1 AND 1000;
                        """)
                .source("PostgreSQL manual, TRUNCATE")
                .proof(new Proof.TakesLock("tb_comment", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.LosesRows("tb_comment")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.Truncate truncate) {
            for (QualifiedName table : truncate.tables()) {
                if (!step.isNew(table)) {
                    report.at(
                            table.from(),
                            "TRUNCATE removes all rows of " + table + ", and no rollback brings them back.",
                            "Delete only what has to go, in batches.");
                }
            }
        }
    }
}
