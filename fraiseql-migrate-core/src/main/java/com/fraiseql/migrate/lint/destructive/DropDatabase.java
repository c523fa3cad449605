// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;

/** DROP DATABASE. */
final class DropDatabase extends Rule {

    DropDatabase() {
        super(rule("L408", "drop-database", LintLevel.ERROR)
                .about(Command.DropObject.class)
                .title("DROP DATABASE removes a database")
                .why("""
                        All of its schemas and rows go at once, outside of any transaction. A migration has no reason
                        for it: it runs in one database, which cannot drop itself.
                        """)
                .rewrite("""
                        -- leave it to the operator
                        """)
                .source("PostgreSQL manual, DROP DATABASE")
                .proof(new Proof.Changes("SELECT count(*) FROM pg_database WHERE datname = 'lint_example'", "1", "0")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.DropObject drop && drop.kind() == ObjectKind.DATABASE) {
            report.add(
                    "DROP DATABASE removes all that is in the database, and nothing brings it back.",
                    "Remove the statement; an operator drops databases.");
        }
    }
}
