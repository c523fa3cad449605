// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TokenCursor;

/** RENAME VALUE of an enum. */
final class RenameEnumValue extends Rule {

    RenameEnumValue() {
        super(rule("L504", "rename-enum-value", LintLevel.ERROR)
                .about(Command.AlterObject.class)
                .title("The application that is running writes and compares the old value")
                .why("""
                        The rows show the new value at once, which the old version of the application does not know, and
                        each statement with the old value fails with 22P02.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TYPE post_status ADD VALUE 'hidden';
                        -- the application understands both; then a batched UPDATE changes the rows
                        """)
                .source("PostgreSQL manual, ALTER TYPE, \"RENAME VALUE\"")
                .proof(new Proof.Breaks("SELECT count(*) FROM tb_post WHERE status = 'draft'", "22P02")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterObject alter
                && alter.kind() == ObjectKind.TYPE
                && alter.name() != null
                && !step.isNew(ObjectKind.TYPE, alter.name())
                && new TokenCursor(alter.action()).accept("RENAME", "VALUE")) {
            report.add(
                    "The application that is running fails where it names the old value of " + alter.name() + ".",
                    "Add the new value, let the application use both, and change the rows in batches.");
        }
    }
}
