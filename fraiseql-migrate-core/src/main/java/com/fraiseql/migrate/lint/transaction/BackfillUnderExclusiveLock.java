// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Done;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.WriteRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.Write;

/** Many rows are written while readers wait for the transaction. */
final class BackfillUnderExclusiveLock extends WriteRule {

    BackfillUnderExclusiveLock() {
        super(rule("L315", "backfill-under-exclusive-lock", LintLevel.WARNING)
                .title("Many rows are written while the transaction keeps all readers of a table waiting")
                .why("""
                        ALTER TABLE holds ACCESS EXCLUSIVE until the transaction ends, so that the time of the backfill
                        is time in which the table cannot be read. In a migration of its own the backfill blocks only
                        writers of the same rows.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post ADD COLUMN archived boolean;
                        -- second migration
                        -- for each range of the key, in a transaction of its own
                        UPDATE tb_post SET archived = false WHERE archived IS NULL AND id BETWEEN 1 AND 1000;
                        """)
                .source("PostgreSQL manual, 13.3.1 \"Table-Level Locks\"")
                .proof(new Proof.Blocks("SELECT 1 FROM tb_post LIMIT 1")));
    }

    @Override
    protected void check(Step step, Write write, Report report) {
        boolean many = write.isBulk() && (write.verb() == Write.Verb.INSERT || !step.isNew(write.table()));
        Done locked = many ? TableLocks.first(step.transaction(), LockLevel.ACCESS_EXCLUSIVE) : null;
        if (locked != null) {
            report.at(
                    write.table().from(),
                    "Readers wait for the lock of line " + locked.line() + " while all these rows are written.",
                    "Move this into a later migration, and write the rows in batches.");
        }
    }
}
