// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.locking;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.QualifiedName;

/** LOCK TABLE in a mode that others wait for. */
final class ExplicitLock extends Rule {

    ExplicitLock() {
        super(rule("L131", "explicit-lock", LintLevel.WARNING)
                .about(Command.LockTable.class)
                .title("LOCK TABLE stops others until the transaction ends, and waits for them first")
                .why("""
                        The lock is kept to the end of the transaction, whatever follows. A statement takes the lock
                        that it needs by itself; and if one has to wait for it, everyone else waits, too.
                        """)
                .rewrite("""
                        -- if rows must not change meanwhile: lock them, and not the table
                        SELECT 1 FROM tb_post WHERE id = 1 FOR UPDATE;
                        """)
                .source("PostgreSQL manual, LOCK")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_post LIMIT 1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.LockTable lock && lock.level().stopsReadersOrWriters()) {
            for (QualifiedName table : lock.tables()) {
                if (!step.isNew(table)) {
                    report.at(
                            table.from(),
                            (lock.level() == LockLevel.ACCESS_EXCLUSIVE ? "Readers and writers" : "Writers") + " of "
                                    + table + " wait until the transaction ends.",
                            "Leave it out, or lock single rows.");
                }
            }
        }
    }
}
