// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;

/** ALTER SYSTEM. */
final class AlterServer extends Rule {

    AlterServer() {
        super(rule("L917", "alter-system", LintLevel.WARNING)
                .about(Command.AlterSystem.class)
                .title("ALTER SYSTEM changes the whole server, every database of it")
                .why("""
                        It needs a superuser, writes a file that is not in any backup of the database, and is not undone
                        by a rollback. A server of a cloud provider refuses it.
                        """)
                .rewrite("""
                        ALTER ROLE app SET work_mem = '64MB';
                        """)
                .source("PostgreSQL manual, ALTER SYSTEM")
                .proof(new Proof.Unseen("The setting is the whole server's, which the build shares with other tests; "
                        + "so it resets one that nothing has set.")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterSystem) {
            report.add("This setting is for every database of the server.", "Set it for the role or the database.");
        }
    }
}
