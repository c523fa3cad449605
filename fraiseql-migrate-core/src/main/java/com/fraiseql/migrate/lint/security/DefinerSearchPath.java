// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TokenCursor;

/** SECURITY DEFINER without a search_path of its own. */
final class DefinerSearchPath extends Rule {

    DefinerSearchPath() {
        super(rule("L904", "definer-without-search-path", LintLevel.WARNING)
                .about(Command.CreateObject.class)
                .title("A SECURITY DEFINER function runs the caller's objects with the owner's privileges")
                .why("""
                        Its statements find tables, functions and operators by the search_path of the caller, who can
                        put objects of the same name in front, in a schema of his own or among his temporary tables.
                        """)
                .rewrite("""
                        CREATE FUNCTION count_posts() RETURNS bigint LANGUAGE sql SECURITY DEFINER
                            SET search_path = pg_catalog, public, pg_temp AS 'SELECT count(*) FROM tb_post';
                        """)
                .source("PostgreSQL manual, CREATE FUNCTION, \"Writing SECURITY DEFINER Functions Safely\"")
                .proof(new Proof.Observes(
                        "SELECT proconfig IS NULL AND prosecdef FROM pg_proc WHERE proname = " + "'count_posts'",
                        "t")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create
                && create.kind().isRoutine()) {
            TokenCursor cursor = new TokenCursor(create.rest());
            if (cursor.find("SECURITY", "DEFINER") && !new TokenCursor(create.rest()).mentions("search_path")) {
                report.at(
                        cursor.previous().offset(),
                        "The function finds objects by the search_path of its caller.",
                        "Add SET search_path = pg_catalog, …, pg_temp.");
            }
        }
    }
}
