// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import java.util.List;

/** CONCURRENTLY with a time limit. */
final class TimeoutConcurrently extends Rule {

    TimeoutConcurrently() {
        super(rule("L330", "timeout-around-concurrently", LintLevel.ADVICE)
                .about(Command.CreateIndex.class, Command.DropIndex.class, Command.Reindex.class)
                .title("A time limit may end CONCURRENTLY midway and leave an invalid index")
                .why("""
                        CONCURRENTLY takes as long as the table is big and as older transactions last, and blocks
                        neither readers nor writers. A statement_timeout or lock_timeout that ends it leaves an INVALID
                        index, which the next run has to drop and build again.
                        """)
                .rewrite("""
                        SET statement_timeout = 0;
                        CREATE INDEX CONCURRENTLY tb_post_author ON tb_post (fk_author);
                        """)
                .source("PostgreSQL manual, CREATE INDEX, \"Building Indexes Concurrently\"")
                .proof(new Proof.FailsWhile(
                        "UPDATE tb_post SET title = 'x' WHERE id = 1",
                        "57014",
                        "SELECT indisvalid FROM pg_index WHERE indexrelid = 'tb_post_author'::regclass",
                        "f")));
    }

    @Override
    public void check(Step step, Report report) {
        if (Concurrent.is(step.command())) {
            for (String parameter : List.of("lock_timeout", "statement_timeout")) {
                Long limit = TimeoutValue.millis(step.transaction().setting(parameter));
                if (limit != null && limit > 0) {
                    report.add(
                            "The file sets " + parameter + ", which may end this midway.",
                            "Set " + parameter + " to 0 above it.");
                    return;
                }
            }
        }
    }
}
