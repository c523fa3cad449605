// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TokenCursor;

/** CREATE TYPE … AS ENUM. */
final class CreateEnum extends Rule {

    CreateEnum() {
        super(rule("L811", "create-enum", LintLevel.ADVICE)
                .about(Command.CreateObject.class)
                .title("The values of an enum can only be added, and sort by their place")
                .why("""
                        No statement removes a value, and none moves it. A table of values, or a CHECK, can be changed
                        in both ways.
                        """)
                .rewrite("""
                        CREATE TABLE tb_mood (name text PRIMARY KEY);
                        """)
                .source("PostgreSQL manual, 8.7 \"Enumerated Types\"")
                .proof(new Proof.Observes("SELECT 'low'::mood > 'high'::mood", "f")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create && create.kind() == ObjectKind.TYPE) {
            TokenCursor cursor = new TokenCursor(create.rest());
            if (cursor.accept("AS", "ENUM")) {
                report.add(
                        "No value of this type can be removed later.", "Use a table of values, or text with a CHECK.");
            }
        }
    }
}
