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

/** SET LOGGED and SET UNLOGGED. */
final class SetLogged extends TableRule {

    SetLogged() {
        super(rule("L210", "set-logged", LintLevel.ERROR)
                .title("SET LOGGED and SET UNLOGGED rewrite the whole table")
                .why("""
                        Table and indexes are copied under ACCESS EXCLUSIVE, and with SET LOGGED all of it goes
                        through the WAL and to each replica. After SET UNLOGGED a crash empties the table, and
                        replicas do not have it.
                        """)
                .rewrite("""
                        CREATE TABLE tb_post_new (LIKE tb_post INCLUDING ALL);
                        -- copy the rows in batches, keep both tables equal with a trigger, and swap the names
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"SET { LOGGED | UNLOGGED }\"")
                .proof(new Proof.TakesLock("tb_comment", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Rewrites("tb_comment")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.Plain plain
                && (plain.kind() == PlainKind.SET_LOGGED || plain.kind() == PlainKind.SET_UNLOGGED)) {
            report.add(
                    alter.name() + " and all of its indexes are rewritten while readers and writers wait.",
                    "Create a table of the kind that you want, and copy the rows in batches.");
        }
    }
}
