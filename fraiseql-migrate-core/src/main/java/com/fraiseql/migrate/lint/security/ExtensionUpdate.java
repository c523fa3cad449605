// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TokenCursor;

/** ALTER EXTENSION … UPDATE. */
final class ExtensionUpdate extends Rule {

    ExtensionUpdate() {
        super(rule("L906", "alter-extension-update", LintLevel.ADVICE)
                .about(Command.AlterObject.class)
                .title("ALTER EXTENSION UPDATE goes to whatever version the server has")
                .why("""
                        The version differs from server to server, and its script may replace functions and lock what
                        uses them. It cannot go back.
                        """)
                .rewrite("""
                        ALTER EXTENSION plpgsql UPDATE TO '1.0';
                        """)
                .source("PostgreSQL manual, ALTER EXTENSION")
                .proof(new Proof.Observes("SELECT extversion FROM pg_extension WHERE extname = 'plpgsql'", "1.0")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterObject alter && alter.kind() == ObjectKind.EXTENSION) {
            TokenCursor action = new TokenCursor(alter.action());
            if (action.accept("UPDATE") && !action.accept("TO")) {
                report.add("The new version is that of the server's files.", "Say which version with UPDATE TO.");
            }
        }
    }
}
