// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.index;

import com.fraiseql.migrate.lint.catalog.KnownIndex;
import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.QualifiedName;

/** DROP INDEX that locks the table. */
final class DropIndexNotConcurrent extends Rule {

    DropIndexNotConcurrent() {
        super(rule("L102", "drop-index-not-concurrent", LintLevel.WARNING)
                .about(Command.DropIndex.class)
                .title("DROP INDEX waits for every user of the table, and all others wait for it")
                .why("""
                        DROP INDEX takes ACCESS EXCLUSIVE on the table of the index. The work is short, but while it
                        waits for a long query, every new reader and writer of the table waits, too; and the lock is
                        kept until the transaction ends.
                        """)
                .rewrite("""
                        DROP INDEX CONCURRENTLY tb_post_slug;
                        """)
                .source("PostgreSQL manual, DROP INDEX, \"CONCURRENTLY\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_post LIMIT 1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.DropIndex drop && !drop.concurrently()) {
            for (QualifiedName index : drop.indexes()) {
                if (locksOthers(step, index)) {
                    report.at(
                            index.from(),
                            "Readers and writers of the table of " + index + " wait while the index is dropped.",
                            "Drop it with DROP INDEX CONCURRENTLY.");
                }
            }
        }
    }

    /** An index of a partitioned table cannot be dropped in another way. */
    private static boolean locksOthers(Step step, QualifiedName index) {
        KnownIndex known = step.known().index(index);
        if (known == null) {
            return true;
        }
        KnownTable table = step.table(known.table());
        return !step.isNew(known.table()) && (table == null || !table.partitioned());
    }
}
