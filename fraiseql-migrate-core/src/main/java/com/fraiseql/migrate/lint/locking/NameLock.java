// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.locking;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.ColumnChange;
import com.fraiseql.migrate.sql.TableAction.PlainKind;

/** Changes of names and settings that need ACCESS EXCLUSIVE. */
final class NameLock extends TableRule {

    NameLock() {
        super(rule("L132", "metadata-lock", LintLevel.ADVICE)
                .title("A change of a name, an owner or a schema waits for every user of the table, and others for it")
                .why("""
                        It needs ACCESS EXCLUSIVE for a moment. That moment comes only when the last query on the
                        table has ended, and until then new queries wait. The engine gives up after lock_timeout and
                        tries again; other statements in the transaction make the moment longer.
                        """)
                .rewrite("""
                        -- alone in its migration, so that the lock is kept for a moment only
                        ALTER TABLE tb_post OWNER TO CURRENT_USER;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"Description\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_post LIMIT 1")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.Rename
                || (action instanceof TableAction.Plain plain && isOfName(plain.kind()))
                || (action instanceof TableAction.AlterColumn change && change.change() == ColumnChange.SET_STORAGE)) {
            report.add(
                    "Readers and writers of " + alter.name() + " wait while this waits for the queries on it.",
                    "Keep it in a migration of its own.");
        }
    }

    private static boolean isOfName(PlainKind kind) {
        return switch (kind) {
            case OWNER, SET_SCHEMA, REPLICA_IDENTITY, OF_TYPE, NOT_OF_TYPE, INHERIT, NO_INHERIT -> true;
            default -> false;
        };
    }
}
