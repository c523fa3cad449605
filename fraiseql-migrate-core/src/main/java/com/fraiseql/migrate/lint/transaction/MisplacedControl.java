// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.Transaction;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;

/** BEGIN within a transaction, COMMIT outside of one, ROLLBACK, PREPARE TRANSACTION. */
final class MisplacedControl extends Rule {

    MisplacedControl() {
        super(rule("L310", "misplaced-transaction-control", LintLevel.WARNING)
                .about(Command.TransactionControl.class)
                .title("A statement that controls the transaction does not do what it looks like")
                .why("""
                        PostgreSQL only warns of a BEGIN within a transaction and of a COMMIT outside of one: the first
                        COMMIT ends all. ROLLBACK and PREPARE TRANSACTION would leave a migration that is recorded and
                        has not happened; the engine refuses the file.
                        """)
                .rewrite("""
                        BEGIN;
                        ALTER TABLE tb_post ADD COLUMN archived boolean;
                        COMMIT;
                        """)
                .source("PostgreSQL manual, BEGIN, \"Notes\"; docs/writing-migrations.md, \"Your own "
                        + "BEGIN and COMMIT\"")
                .proof(new Proof.Observes(
                        "SELECT count(*) FROM pg_attribute WHERE attrelid = 'tb_post'::regclass AND "
                                + "attname = 'archived'",
                        "0")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.scope() == Step.Scope.FILE && step.command() instanceof Command.TransactionControl control) {
            boolean within = step.transaction().kind() == Transaction.Kind.FILE;
            switch (control.words().kind()) {
                case BEGIN -> {
                    if (within && !step.transaction().done().isEmpty()) {
                        report.add("The file is in a transaction already; this BEGIN has no effect.", "Remove it.");
                    }
                }
                case COMMIT -> {
                    if (!within) {
                        report.add("There is no BEGIN above this COMMIT.", "Remove it; the engine commits the file.");
                    }
                }
                case ROLLBACK ->
                    report.add(
                            "This undoes the statements above, and the engine refuses the file.",
                            "Remove the statements and ROLLBACK.");
                case PREPARE ->
                    report.add("The engine refuses a transaction that is only prepared.", "Write COMMIT instead.");
                case FINISH_PREPARED -> {}
            }
        }
    }
}
