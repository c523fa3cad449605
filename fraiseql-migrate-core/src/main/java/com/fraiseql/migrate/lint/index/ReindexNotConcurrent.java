// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.index;

import com.fraiseql.migrate.lint.catalog.KnownIndex;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.QualifiedName;

/** REINDEX that locks the table. */
final class ReindexNotConcurrent extends Rule {

    ReindexNotConcurrent() {
        super(rule("L103", "reindex-not-concurrent", LintLevel.ERROR)
                .about(Command.Reindex.class)
                .title("REINDEX stops writers of the table and nearly all readers until the indexes are built again")
                .why("""
                        The table is locked with SHARE, so writers wait. Each index is locked with ACCESS EXCLUSIVE,
                        and since the planner opens every index of a table, a SELECT waits as well, even one that
                        would not use the index.
                        """)
                .rewrite("""
                        REINDEX TABLE CONCURRENTLY tb_post;
                        """)
                .source("PostgreSQL manual, REINDEX, \"Rebuilding Indexes Concurrently\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.SHARE))
                .proof(new Proof.TakesLock("tb_post_slug", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Blocks("SELECT title FROM tb_post WHERE id = 1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.Reindex reindex && !reindex.concurrently() && isOfOthers(step, reindex)) {
            report.add(
                    "Readers and writers wait until " + (reindex.name() == null ? "the database" : reindex.name())
                            + " is indexed again.",
                    reindex.scope() == Command.Reindex.Scope.SYSTEM
                            ? "Index only what is damaged, while no session is connected."
                            : "Use REINDEX " + reindex.scope() + " CONCURRENTLY.");
        }
    }

    private static boolean isOfOthers(Step step, Command.Reindex reindex) {
        QualifiedName name = reindex.name();
        if (name == null) {
            return true;
        }
        return switch (reindex.scope()) {
            case TABLE -> !step.isNew(name);
            case INDEX -> {
                KnownIndex known = step.known().index(name);
                yield known == null || !step.isNew(known.table());
            }
            default -> true;
        };
    }
}
