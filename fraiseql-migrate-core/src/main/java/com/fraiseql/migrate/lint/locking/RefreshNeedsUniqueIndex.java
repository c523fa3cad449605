// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.locking;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;

/** REFRESH MATERIALIZED VIEW CONCURRENTLY of a view without a unique index. */
final class RefreshNeedsUniqueIndex extends Rule {

    RefreshNeedsUniqueIndex() {
        super(rule("L143", "refresh-concurrently-without-unique-index", LintLevel.ERROR)
                .about(Command.Refresh.class)
                .title("REFRESH MATERIALIZED VIEW CONCURRENTLY fails without a unique index on the view")
                .why("""
                        PostgreSQL compares old and new rows by a unique index on plain columns without WHERE. If the
                        view has none, it refuses with SQLSTATE 55000.
                        """)
                .rewrite("""
                        CREATE UNIQUE INDEX mv_author_id ON mv_author (id);
                        REFRESH MATERIALIZED VIEW CONCURRENTLY mv_author;
                        """)
                .source("PostgreSQL manual, REFRESH MATERIALIZED VIEW")
                .proof(new Proof.Fails("55000")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.Refresh refresh
                && refresh.concurrently()
                && step.known().isKnown(ObjectKind.MATERIALIZED_VIEW, refresh.view())
                && step.known().indexesOf(refresh.view()).stream().noneMatch(index -> isUsable(index.definition()))) {
            report.add(
                    "PostgreSQL refuses this: no file gives " + refresh.view() + " a unique index on plain columns.",
                    "Create one before it is refreshed.");
        }
    }

    private static boolean isUsable(Command.CreateIndex index) {
        return index.flags().unique()
                && index.details().predicate().isEmpty()
                && index.keys().stream()
                        .allMatch(key -> key.get(0).isName()
                                && (key.size() == 1 || !key.get(1).is("(")));
    }
}
