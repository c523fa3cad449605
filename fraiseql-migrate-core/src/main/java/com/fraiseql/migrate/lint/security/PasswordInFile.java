// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import java.util.List;

/** A password in the text of a migration. */
final class PasswordInFile extends Rule {

    PasswordInFile() {
        super(rule("L911", "password-in-file", LintLevel.WARNING)
                .about(Command.CreateObject.class, Command.AlterObject.class)
                .title("A password stands in the file, and in all that keeps the file")
                .why("""
                        Everyone who reads the repository, the server's log or the history has the password, and it is
                        the same on every database.
                        """)
                .rewrite("""
                        -- let the operator set it, or use a certificate
                        ALTER ROLE app PASSWORD NULL;
                        """)
                .source("PostgreSQL manual, CREATE ROLE, \"PASSWORD\"")
                .proof(new Proof.Observes(
                        "SELECT rolpassword IS NOT NULL FROM pg_authid WHERE rolname = " + "'lint_example_password'",
                        "t")));
    }

    @Override
    public void check(Step step, Report report) {
        List<Token> words = step.command() instanceof Command.CreateObject create && isRole(create.kind())
                ? create.rest()
                : step.command() instanceof Command.AlterObject alter && isRole(alter.kind())
                        ? alter.action()
                        : List.of();
        TokenCursor cursor = new TokenCursor(words);
        if (cursor.find("PASSWORD") && cursor.peek().isString()) {
            report.at(
                    cursor.previous().offset(),
                    "The password is in the repository and in the server's log.",
                    "Set it outside of the migrations.");
        }
    }

    private static boolean isRole(ObjectKind kind) {
        return kind == ObjectKind.ROLE || kind == ObjectKind.USER || kind == ObjectKind.USER_MAPPING;
    }
}
