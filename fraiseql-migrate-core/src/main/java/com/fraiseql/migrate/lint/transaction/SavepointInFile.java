// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;

/** SAVEPOINT. */
final class SavepointInFile extends Rule {

    SavepointInFile() {
        super(rule("L316", "savepoint", LintLevel.ADVICE)
                .about(Command.Savepoint.class)
                .title("A savepoint in a migration hides an error or does nothing")
                .why("""
                        Nothing between two statements of a file can decide to go back to a savepoint: ROLLBACK TO
                        always runs, and undoes what stands above it.
                        """)
                .rewrite("""
                        ALTER TABLE tb_post ADD COLUMN archived boolean;
                        """)
                .source("PostgreSQL manual, SAVEPOINT")
                .proof(new Proof.Observes(
                        "SELECT count(*) FROM pg_attribute WHERE attrelid = 'tb_post'::regclass AND "
                                + "attname = 'archived'",
                        "0")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.scope() == Step.Scope.FILE && step.command() instanceof Command.Savepoint savepoint) {
            report.add(
                    savepoint.verb().equals("ROLLBACK")
                            ? "This always runs, and undoes the statements since " + savepoint.name() + "."
                            : "A file cannot decide whether to go back to a savepoint.",
                    "Remove the savepoint; an error undoes the migration.");
        }
    }
}
