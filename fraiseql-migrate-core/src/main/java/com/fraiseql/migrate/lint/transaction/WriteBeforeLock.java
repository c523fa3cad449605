// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.LockProfile.RelationLock;

/** A table is altered after its rows were written in the same transaction. */
final class WriteBeforeLock extends Rule {

    WriteBeforeLock() {
        super(rule("L333", "rows-written-before-lock", LintLevel.ADVICE)
                .about(TableLocks.COMMANDS)
                .title("The transaction writes rows of a table and then asks for its exclusive lock")
                .why("""
                        Other sessions that have written other rows of the table wait for those of this transaction or
                        it waits for them: a deadlock is near. And every row that was written stays locked while the
                        lock is waited for.
                        """)
                .rewrite("""
                        -- first migration
                        UPDATE tb_post SET slug = 'none' WHERE slug IS NULL;
                        -- second migration
                        ALTER TABLE tb_post ADD COLUMN archived boolean;
                        """)
                .source("PostgreSQL manual, 13.3.4 \"Deadlocks\"")
                .proof(new Proof.Blocks("UPDATE tb_post SET title = 'x' WHERE id = 1")));
    }

    @Override
    public void check(Step step, Report report) {
        for (RelationLock lock : TableLocks.of(step, LockLevel.ACCESS_EXCLUSIVE)) {
            LockLevel held = step.transaction().held(lock.relation());
            if (held == LockLevel.ROW_EXCLUSIVE) {
                report.add(
                        "The transaction has written rows of " + lock.relation() + " and now waits for all of it.",
                        "Write the rows in a migration of their own.");
            }
        }
    }
}
