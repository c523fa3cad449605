// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.rule.Done;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.LockProfile;
import com.fraiseql.migrate.sql.TableAction;

/** A rewrite in a transaction that has locked another table. */
final class RewriteWithOtherLocks extends TableRule {

    RewriteWithOtherLocks() {
        super(rule("L217", "rewrite-with-other-tables-locked", LintLevel.ERROR)
                .title("While one table is rewritten another one stays locked")
                .why("""
                        The transaction keeps the locks of its first statements while the change of the type
                        rewrites the table, for as long as that takes. So users of tables that have nothing to
                        do with it wait, too. A column of an enum that becomes text is rewritten as well.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_author ADD COLUMN bio text;
                        -- second migration
                        ALTER TABLE tb_post ADD COLUMN status_text text;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"SET DATA TYPE\"")
                .proof(new Proof.TakesLock("tb_author", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Rewrites("tb_post"))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_author LIMIT 1")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        TypeChange change = TypeChange.of(step, alter, action);
        if (change != null && change.surelyRewrites()) {
            for (Done done : step.transaction().done()) {
                for (LockProfile.RelationLock lock : done.locks().locks()) {
                    if (lock.level().stopsReadersOrWriters()
                            && !lock.relation().name().equals(alter.name().name())) {
                        report.add(
                                lock.relation() + " has been locked in line " + done.line() + ", and stays so until "
                                        + alter.name() + " is rewritten.",
                                "Change the type in a migration of its own.");
                        return;
                    }
                }
            }
        }
    }
}
