// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.projection;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.WriteRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.Write;

/** TRUNCATE of a read table and its filling in one transaction. */
final class ReadTableRebuiltInPlace extends WriteRule {

    ReadTableRebuiltInPlace() {
        super(rule("L849", "read-table-rebuilt-in-place", LintLevel.WARNING)
                .title("A read table is emptied and filled in one transaction, and its readers wait for all of it")
                .why("""
                        TRUNCATE takes ACCESS EXCLUSIVE, and keeps it while the query that fills the table runs. The
                        sync writes only the rows that differ, and readers go on.
                        """)
                .rewrite("""
                        -- fraiseql migrate sync --full tv_comment
                        """)
                .source("docs/cqrs.md")
                .proof(new Proof.TakesLock("tv_comment", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Blocks("SELECT 1 FROM tv_comment LIMIT 1")));
    }

    @Override
    protected void check(Step step, Write write, Report report) {
        if (write.source() == Write.Source.QUERY
                && ReadTables.isReadTable(write.table())
                && !step.isNew(write.table())
                && isTruncated(step, write.table())) {
            report.at(
                    write.table().from(),
                    "Readers of " + write.table() + " wait until it is filled again.",
                    "Leave both to fraiseql migrate sync --full " + write.table() + ".");
        }
    }

    private static boolean isTruncated(Step step, QualifiedName table) {
        return step.transaction()
                .commands(Command.Truncate.class)
                .flatMap(truncate -> truncate.tables().stream())
                .anyMatch(one -> one.name().equals(table.name()));
    }
}
