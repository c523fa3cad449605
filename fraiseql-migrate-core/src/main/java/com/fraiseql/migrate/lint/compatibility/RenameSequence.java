// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;

/** RENAME of a sequence. */
final class RenameSequence extends Rule {

    RenameSequence() {
        super(rule("L518", "rename-sequence", LintLevel.WARNING)
                .about(Command.AlterTable.class)
                .title("The application that is running asks for the sequence by its old name")
                .why("""
                        Object mappers call nextval with a name. With the old one it fails with 42P01.
                        """)
                .rewrite("""
                        -- leave the name; a column that owns the sequence knows it anyway
                        """)
                .source("PostgreSQL manual, ALTER SEQUENCE")
                .proof(new Proof.Breaks("SELECT nextval('ticket_number')", "42P01")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter
                && alter.kind() == ObjectKind.SEQUENCE
                && !step.isNew(ObjectKind.SEQUENCE, alter.name())
                && alter.renames()) {
            report.add(
                    "An application that calls nextval('" + alter.name() + "') fails.",
                    "Make sure that nothing names the sequence.");
        }
    }
}
