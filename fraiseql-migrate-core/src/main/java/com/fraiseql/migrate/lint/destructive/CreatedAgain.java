// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Done;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.QualifiedName;

/** CREATE of what the transaction has dropped. */
final class CreatedAgain extends Rule {

    CreatedAgain() {
        super(rule("L416", "dropped-and-created-again", LintLevel.ADVICE)
                .about(Command.CreateObject.class)
                .title("An object that is dropped and created again loses its privileges")
                .why("""
                        GRANTs, comments and the objects that depend on it belong to the old object and go with it.
                        CREATE OR REPLACE keeps them.
                        """)
                .rewrite("""
                        CREATE OR REPLACE VIEW v_post AS SELECT id, title, slug FROM tb_post;
                        """)
                .source("PostgreSQL manual, CREATE VIEW, \"Notes\"")
                .proof(new Proof.Changes("SELECT has_table_privilege('pg_monitor', 'v_post', 'SELECT')", "t", "f")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create && create.name() != null) {
            QualifiedName name = create.name();
            for (Done one : step.transaction().done(Command.DropObject.class)) {
                if (one.command() instanceof Command.DropObject drop
                        && drop.kind() == create.kind()
                        && drop.on() == null
                        && drop.names().stream().anyMatch(name::sameAs)) {
                    report.at(
                            name.from(),
                            "Line " + one.line() + " drops " + name + " with its privileges and comments.",
                            "Use CREATE OR REPLACE, or grant the privileges again below.");
                    return;
                }
            }
        }
    }
}
