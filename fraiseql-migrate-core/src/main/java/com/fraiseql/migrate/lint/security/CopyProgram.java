// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TokenCursor;

/** COPY … PROGRAM. */
final class CopyProgram extends Rule {

    CopyProgram() {
        super(rule("L914", "copy-program", LintLevel.WARNING)
                .about(Command.Copy.class)
                .title("COPY PROGRAM runs a command of the operating system on the database server")
                .why("""
                        It runs as the user of the server, who can read and write every database file. It needs a
                        superuser or pg_execute_server_program, and a server of a cloud provider has neither.
                        """)
                .rewrite("""
                        COPY tb_author (id, name) FROM stdin;
                        """)
                .source("PostgreSQL manual, COPY, \"PROGRAM\"")
                .proof(new Proof.Observes("SELECT name FROM tb_author WHERE id = 1000", "editor")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.Copy && new TokenCursor(step.tokens()).mentions("PROGRAM")) {
            report.add(
                    "This runs a command on the database server, as the server's user.",
                    "Load the data with COPY FROM stdin, or from the application.");
        }
    }
}
