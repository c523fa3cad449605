// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.index;

import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;

/** CREATE INDEX on a table that others write. */
final class IndexNotConcurrent extends Rule {

    IndexNotConcurrent() {
        super(rule("L101", "index-not-concurrent", LintLevel.ERROR)
                .about(Command.CreateIndex.class)
                .title("CREATE INDEX stops every writer of the table until the index is built")
                .why("""
                        A plain CREATE INDEX reads the whole table under a SHARE lock, which is kept until the
                        transaction ends. Readers go on; every INSERT, UPDATE and DELETE of the table waits.
                        """)
                .rewrite("""
                        CREATE INDEX CONCURRENTLY tb_post_author ON tb_post (fk_author);
                        """)
                .source("PostgreSQL manual, CREATE INDEX, \"Building Indexes Concurrently\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.SHARE))
                .proof(new Proof.Scans("tb_post"))
                .proof(new Proof.Blocks("UPDATE tb_post SET title = 'x' WHERE id = 1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateIndex create
                && !create.flags().concurrently()
                && !create.flags().only()
                && !step.isNew(create.table())) {
            KnownTable table = step.table(create.table());
            if (table == null || !table.partitioned()) {
                report.add(
                        "Writers of " + create.table() + " wait until this index is built.",
                        "Build it with CREATE INDEX CONCURRENTLY.");
            }
        }
    }
}
