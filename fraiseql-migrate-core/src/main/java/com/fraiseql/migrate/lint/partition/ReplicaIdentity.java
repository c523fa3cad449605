// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.partition;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.PlainKind;

/** REPLICA IDENTITY FULL or NOTHING. */
final class ReplicaIdentity extends TableRule {

    ReplicaIdentity() {
        super(rule("L710", "replica-identity-full-or-nothing", LintLevel.ADVICE)
                .title("REPLICA IDENTITY FULL writes whole old rows to the WAL, NOTHING keeps changes from subscribers")
                .why("""
                        A subscriber finds the row of an UPDATE or DELETE by the replica identity. FULL makes it
                        compare whole rows, and the WAL larger. With NOTHING a published UPDATE or DELETE fails.
                        """)
                .rewrite("""
                        ALTER TABLE tb_comment REPLICA IDENTITY DEFAULT;
                        """)
                .source("PostgreSQL manual, \"Logical Replication\"")
                .proof(new Proof.Observes(
                        "SELECT relreplident FROM pg_class WHERE oid = 'tb_comment'::regclass", "f")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.Plain plain
                && plain.kind() == PlainKind.REPLICA_IDENTITY
                && ("full".equals(plain.name()) || "nothing".equals(plain.name()))) {
            report.add(
                    "full".equals(plain.name())
                            ? "Each UPDATE and DELETE writes the whole old row of " + alter.name() + " to the WAL."
                            : "UPDATE and DELETE of " + alter.name() + " fail once it is published.",
                    "Use the primary key, or USING INDEX with a unique index.");
        }
    }
}
