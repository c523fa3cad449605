// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.Transaction;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;

/** SET LOCAL where no transaction is open. */
final class SetLocalWithoutTransaction extends Rule {

    SetLocalWithoutTransaction() {
        super(rule("L332", "set-local-without-transaction", LintLevel.WARNING)
                .about(Command.SetParameter.class)
                .title("SET LOCAL has no effect outside of a transaction")
                .why("""
                        The setting ends with the statement that makes it. What follows runs without the limit or the
                        search path that the file asks for; PostgreSQL only warns.
                        """)
                .rewrite("""
                        SET search_path = app;
                        """)
                .source("PostgreSQL manual, SET")
                .proof(new Proof.Observes(
                        "SELECT relnamespace::regnamespace FROM pg_class WHERE relname = 'tb_tag'", "public")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.scope() == Step.Scope.FILE
                && step.transaction().kind() == Transaction.Kind.NONE
                && step.command() instanceof Command.SetParameter set
                && set.local()) {
            report.add(
                    "No transaction is open here, so this setting has no effect.",
                    "Write SET without LOCAL; the engine resets it after the file.");
        }
    }
}
