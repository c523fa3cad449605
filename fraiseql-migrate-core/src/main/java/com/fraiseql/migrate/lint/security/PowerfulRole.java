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

/** A role that row security and privileges do not restrict. */
final class PowerfulRole extends Rule {

    PowerfulRole() {
        super(rule("L910", "powerful-role", LintLevel.WARNING)
                .about(Command.CreateObject.class, Command.AlterObject.class)
                .title("The role may do what no privilege and no policy restricts")
                .why("""
                        A superuser, and a role with BYPASSRLS, CREATEROLE or REPLICATION, reads every row or can become
                        a role that does. An application that is broken into gives all of it away.
                        """)
                .rewrite("""
                        CREATE ROLE lint_example LOGIN;
                        """)
                .source("PostgreSQL manual, 21.2 \"Role Attributes\"")
                .proof(new Proof.Observes(
                        "SELECT rolbypassrls FROM pg_roles WHERE rolname = 'lint_example_powerful'", "t")));
    }

    @Override
    public void check(Step step, Report report) {
        if (new TokenCursor(roleWords(step.command()))
                .mentions("SUPERUSER", "BYPASSRLS", "CREATEROLE", "REPLICATION")) {
            report.add(
                    "No privilege and no policy restricts such a role.",
                    "Leave the attribute out, and grant what it needs.");
        }
    }

    private static List<Token> roleWords(Command command) {
        if (command instanceof Command.CreateObject create && isRole(create.kind())) {
            return create.rest();
        }
        return command instanceof Command.AlterObject alter && isRole(alter.kind()) ? alter.action() : List.of();
    }

    private static boolean isRole(ObjectKind kind) {
        return kind == ObjectKind.ROLE || kind == ObjectKind.USER;
    }
}
