// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.PlainKind;

/** SET ACCESS METHOD. */
final class SetAccessMethod extends TableRule {

    SetAccessMethod() {
        super(rule("L211", "set-access-method", LintLevel.ERROR)
                .title("SET ACCESS METHOD rewrites the whole table")
                .why("""
                        Table and indexes are copied into the other format under ACCESS EXCLUSIVE.
                        """)
                .rewrite("""
                        CREATE TABLE tb_comment_new (LIKE tb_comment INCLUDING ALL) USING heap2;
                        -- copy the rows in batches, keep both tables equal with a trigger, and swap the names
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"SET ACCESS METHOD\"")
                .since(15)
                .proof(new Proof.TakesLock("tb_comment", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Rewrites("tb_comment")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.Plain plain && plain.kind() == PlainKind.SET_ACCESS_METHOD) {
            report.add(
                    alter.name() + " and all of its indexes are rewritten while readers and writers wait.",
                    "Create a table with this access method, and copy the rows in batches.");
        }
    }
}
