// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import java.util.Set;

/** A function in C or in an untrusted language. */
final class UntrustedLanguage extends Rule {

    UntrustedLanguage() {
        super(rule("L916", "untrusted-language", LintLevel.ADVICE)
                .about(Command.CreateObject.class)
                .title("The function can do on the server whatever the server's user can")
                .why("""
                        A function in C, or in an untrusted language such as plpython3u, reads and writes files and
                        opens connections. Only a superuser may create it, so that the migration fails elsewhere.
                        """)
                .rewrite("""
                        CREATE FUNCTION half(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n / 2';
                        """)
                .source("PostgreSQL manual, CREATE FUNCTION; 36.10 \"C-Language Functions\"")
                .proof(new Proof.Observes(
                        "SELECT lanname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang WHERE "
                                + "proname = 'upper_in_c'",
                        "internal")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create
                && create.kind().isRoutine()) {
            TokenCursor cursor = new TokenCursor(create.rest());
            if (cursor.find("LANGUAGE")) {
                Token token = cursor.peek();
                String language = token.isString() ? token.value() : token.isName() ? token.name() : "";
                if (UNTRUSTED.contains(language)) {
                    report.at(
                            token.offset(),
                            "The function runs without the restrictions of the database.",
                            "Use SQL or PL/pgSQL.");
                }
            }
        }
    }

    private static final Set<String> UNTRUSTED =
            Set.of("c", "internal", "plpython3u", "plpythonu", "plpython2u", "plperlu", "pltclu", "plsh");
}
