// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;

/** CREATE EXTENSION. */
final class ExtensionInMigration extends Rule {

    ExtensionInMigration() {
        super(rule("L905", "create-extension", LintLevel.ADVICE)
                .about(Command.CreateObject.class)
                .title("CREATE EXTENSION needs a privilege that the migration's role may not have")
                .why("""
                        Only some extensions are trusted, so that the owner of the database may create them. The others
                        need a superuser, and their files have to be on the server: the migration works on one database
                        and fails on the next.
                        """)
                .rewrite("""
                        -- the operator creates it once; the migration only makes sure
                        CREATE EXTENSION IF NOT EXISTS plpgsql;
                        """)
                .source("PostgreSQL manual, CREATE EXTENSION")
                .proof(new Proof.Fails("0A000")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create
                && create.kind() == ObjectKind.EXTENSION
                && !create.ifNotExists()) {
            report.add(
                    "This fails where the extension is there, or is not installed, or needs a superuser.",
                    "Let the operator create it, and write IF NOT EXISTS.");
        }
    }
}
