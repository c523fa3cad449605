// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;

/** VACUUM FULL. */
final class VacuumFull extends Rule {

    VacuumFull() {
        super(rule("L214", "vacuum-full", LintLevel.ERROR)
                .about(Command.Vacuum.class)
                .title("VACUUM FULL rewrites the whole table while readers and writers wait")
                .why("""
                        Table and indexes are rebuilt under ACCESS EXCLUSIVE. A plain VACUUM makes the space of
                        dead rows free for new rows, beside all other work; to give it back to the disk, pg_repack
                        locks the table only for a moment.
                        """)
                .rewrite("""
                        VACUUM (ANALYZE) tb_post;
                        """)
                .source("PostgreSQL manual, VACUUM, and \"Recovering Disk Space\"")
                .proof(new Proof.AsksFor("tb_post", LockLevel.ACCESS_EXCLUSIVE)));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.Vacuum vacuum
                && vacuum.full()
                && (vacuum.tables().isEmpty() || !vacuum.tables().stream().allMatch(step::isNew))) {
            report.add(
                    "Readers and writers wait until "
                            + (vacuum.tables().isEmpty()
                                    ? "every table"
                                    : vacuum.tables().get(0)) + " is rewritten.",
                    "Use VACUUM without FULL, or pg_repack.");
        }
    }
}
