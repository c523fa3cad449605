// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Done;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.LockProfile.RelationLock;
import com.fraiseql.migrate.sql.QualifiedName;

/** A table is locked after one that has a foreign key to it. */
final class LockOrder extends Rule {

    LockOrder() {
        super(rule("L331", "child-locked-before-parent", LintLevel.WARNING)
                .about(TableLocks.COMMANDS)
                .title("The referencing table is locked before the referenced one")
                .why("""
                        A DELETE or key change of the application locks the referenced table first and then the
                        referencing one, by way of the foreign key. A migration that locks them the other way round and
                        the application may each hold what the other waits for: PostgreSQL ends one of them with 40P01.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_comment ADD COLUMN archived boolean;
                        -- second migration
                        ALTER TABLE tb_post ADD COLUMN archived boolean;
                        """)
                .source("PostgreSQL manual, 13.3.4 \"Deadlocks\"")
                .proof(new Proof.Blocks("DELETE FROM tb_post WHERE id = 1")));
    }

    @Override
    public void check(Step step, Report report) {
        for (RelationLock lock : TableLocks.of(step, LockLevel.SHARE_ROW_EXCLUSIVE)) {
            if (step.transaction().held(lock.relation()) != null) {
                continue;
            }
            for (Done one : step.transaction().locking()) {
                for (RelationLock held : TableLocks.of(one.command(), one.locks(), LockLevel.SHARE_ROW_EXCLUSIVE)) {
                    KnownTable child = step.table(held.relation());
                    if (child != null
                            && !lock.relation().sameAs(held.relation())
                            && references(child, lock.relation())) {
                        report.add(
                                held.relation() + ", which references " + lock.relation()
                                        + ", is locked before it in line " + one.line() + ".",
                                "Change " + lock.relation() + " first, or in another migration.");
                        return;
                    }
                }
            }
        }
    }

    private static boolean references(KnownTable child, QualifiedName parent) {
        return child.constraints().values().stream()
                .anyMatch(one -> one.references() != null && one.references().sameAs(parent));
    }
}
