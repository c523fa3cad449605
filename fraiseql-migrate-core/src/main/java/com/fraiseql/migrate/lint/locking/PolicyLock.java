// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.locking;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction.PlainKind;

/** Row level security, policies and rules of a table in use. */
final class PolicyLock extends Rule {

    PolicyLock() {
        super(rule("L130", "policy-locks-table", LintLevel.ADVICE)
                .about(Command.CreateObject.class, Command.AlterTable.class)
                .title("A policy or rule locks its table with ACCESS EXCLUSIVE until the transaction ends")
                .why("""
                        No row is read, so the lock is short unless the transaction does more. But while it waits for
                        a long query, every other reader and writer waits with it.
                        """)
                .rewrite("""
                        -- alone in its migration, so that the lock is kept for a moment only
                        CREATE POLICY tb_post_public ON tb_post FOR SELECT USING (status = 'published');
                        """)
                .source("PostgreSQL manual, CREATE POLICY, and \"Table-Level Locks\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_post LIMIT 1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create
                && (create.kind() == ObjectKind.POLICY || create.kind() == ObjectKind.RULE)
                && create.on() != null
                && !step.isNew(create.on())) {
            report(create.on(), report);
        } else if (step.command() instanceof Command.AlterTable alter
                && !step.isNew(alter.name())
                && alter.has(PlainKind.ROW_LEVEL_SECURITY)) {
            report(alter.name(), report);
        }
    }

    private static void report(QualifiedName table, Report report) {
        report.at(
                table.from(),
                "Readers and writers of " + table + " wait until the transaction ends.",
                "Keep it in a migration of its own.");
    }
}
