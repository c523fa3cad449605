// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Done;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.ColumnParser;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockProfile.RelationLock;
import com.fraiseql.migrate.sql.LockProfile.Work;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.ColumnChange;

/** A table is read or written whole while readers of another one wait for the transaction. */
final class LongWorkUnderLock extends Rule {

    LongWorkUnderLock() {
        super(rule("L328", "long-work-under-lock", LintLevel.WARNING)
                .title("A whole table is read or rewritten while the transaction keeps the readers of "
                        + "another one waiting")
                .why("""
                        The transaction holds ACCESS EXCLUSIVE on a table that it has finished with, and keeps it for as
                        long as the other table takes. Two short outages become one long outage of both.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_comment ADD COLUMN archived boolean;
                        -- second migration
                        ALTER TABLE tb_post ALTER COLUMN status TYPE text;
                        """)
                .source("PostgreSQL manual, 13.3.1 \"Table-Level Locks\"")
                .proof(new Proof.Blocks("SELECT 1 FROM tb_comment LIMIT 1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter && alter.kind() == ObjectKind.TABLE && isLong(alter)) {
            for (RelationLock lock : step.locks().locks()) {
                Done other = TableLocks.firstOnAnother(step.transaction(), lock.relation());
                if (other != null && lock.work() == Work.REWRITE) {
                    report.add(
                            "The lock of line " + other.line() + " is kept while all of " + lock.relation()
                                    + " is read or written.",
                            "Move this into a migration of its own.");
                    return;
                }
            }
        }
    }

    /** A change of type that keeps what is stored is no long work; only the server knows the old type for sure. */
    private static boolean isLong(Command.AlterTable alter) {
        return alter.actions().stream()
                .noneMatch(action -> action instanceof TableAction.AlterColumn change
                        && change.change() == ColumnChange.TYPE
                        && ColumnParser.typeOf(change.argument()).equals("varchar"));
    }
}
