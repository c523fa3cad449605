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

/** DROP EXTENSION. */
final class DropExtension extends Rule {

    DropExtension() {
        super(rule("L425", "drop-extension", LintLevel.ADVICE)
                .about(Command.DropObject.class)
                .title("DROP EXTENSION removes its functions, types and operators")
                .why("""
                        What uses them fails, and with CASCADE the columns of its types go, too.
                        """)
                .rewrite("""
                        -- when nothing uses it any more
                        DROP EXTENSION plpgsql;
                        """)
                .source("PostgreSQL manual, DROP EXTENSION")
                .proof(new Proof.Changes("SELECT count(*) FROM pg_extension WHERE extname = 'plpgsql'", "1", "0")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.DropObject drop && drop.kind() == ObjectKind.EXTENSION) {
            for (QualifiedName extension : drop.names()) {
                report.at(
                        extension.from(),
                        "The functions, types and operators of " + extension + " are gone after this.",
                        "Make sure that nothing uses them any more.");
            }
        }
    }
}
