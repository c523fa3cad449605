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

/** A sequence of 32 or 16 bits. */
final class ShortSequence extends Rule {

    ShortSequence() {
        super(rule("L802", "short-sequence", LintLevel.ADVICE)
                .about(Command.CreateObject.class)
                .title("A sequence of type integer ends at 2,147,483,647")
                .why("""
                        At that number nextval fails with 2200H, and so does every INSERT that needs a number.
                        """)
                .rewrite("""
                        CREATE SEQUENCE ticket_number;
                        """)
                .source("PostgreSQL manual, CREATE SEQUENCE")
                .proof(new Proof.Fails("2200H")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create
                && create.kind() == ObjectKind.SEQUENCE
                && !create.temporary()) {
            TokenCursor cursor = new TokenCursor(create.rest());
            if (cursor.find("AS") && cursor.peek().isAny("integer", "int", "int4", "smallint", "int2")) {
                report.at(
                        cursor.peek().offset(),
                        "The numbers of this sequence end soon.",
                        "Leave the type out; it is bigint then.");
            }
        }
    }
}
