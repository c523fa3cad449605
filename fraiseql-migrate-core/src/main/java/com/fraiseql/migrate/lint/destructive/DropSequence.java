// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;

/** DROP SEQUENCE. */
final class DropSequence extends Rule {

    DropSequence() {
        super(rule("L423", "drop-sequence", LintLevel.WARNING)
                .about(Command.DropObject.class)
                .title("DROP SEQUENCE forgets which numbers have been used")
                .why("""
                        A sequence of the same name that is created later begins at 1 again, and an application that
                        still asks for a number fails.
                        """)
                .rewrite("""
                        -- one release earlier: nothing asks for its numbers any more
                        DROP SEQUENCE ticket_number;
                        """)
                .source("PostgreSQL manual, DROP SEQUENCE")
                .proof(new Proof.Breaks("SELECT nextval('ticket_number')", "42P01")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.DropObject drop && drop.kind() == ObjectKind.SEQUENCE) {
            for (QualifiedName sequence : drop.names()) {
                if (!step.isNew(ObjectKind.SEQUENCE, sequence)) {
                    report.at(
                            sequence.from(),
                            "The last number of " + sequence + " is forgotten.",
                            "Make sure that nothing asks for its numbers any more.");
                }
            }
        }
    }
}
