// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.data;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TokenCursor;

/** A view of SELECT *. */
final class SelectStarView extends Rule {

    SelectStarView() {
        super(rule("L611", "select-star-in-view", LintLevel.ADVICE)
                .about(Command.CreateObject.class)
                .title("A view of SELECT * does not get the columns that the table gets later")
                .why("""
                        PostgreSQL writes the columns of that moment into the view. Which ones those are depends on when
                        the migration ran, and a column that a view has cannot be dropped from the table.
                        """)
                .rewrite("""
                        CREATE VIEW v_comment AS SELECT id, fk_post, content FROM tb_comment;
                        """)
                .source("PostgreSQL manual, CREATE VIEW, \"Notes\"")
                .proof(new Proof.Observes(
                        "SELECT count(*) FROM pg_attribute WHERE attrelid = 'v_comment'::regclass AND "
                                + "attname = 'archived'",
                        "0")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create
                && (create.kind() == ObjectKind.VIEW || create.kind() == ObjectKind.MATERIALIZED_VIEW)) {
            TokenCursor cursor = new TokenCursor(create.rest());
            if (cursor.find("SELECT", "*")) {
                report.at(
                        cursor.previous().offset(),
                        "The view has the columns that the table has now.",
                        "Name the columns.");
            }
        }
    }
}
