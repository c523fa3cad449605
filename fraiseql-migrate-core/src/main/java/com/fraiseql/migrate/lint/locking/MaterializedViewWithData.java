// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.locking;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TokenCursor;

/** CREATE MATERIALIZED VIEW that runs its query at once. */
final class MaterializedViewWithData extends Rule {

    MaterializedViewWithData() {
        super(rule("L126", "materialized-view-filled-in-migration", LintLevel.ADVICE)
                .about(Command.CreateObject.class)
                .title("CREATE MATERIALIZED VIEW runs the whole query within the migration")
                .why("""
                        The transaction lasts as long as the query does, and all locks that it has taken before are
                        kept. WITH NO DATA creates the view in a moment; it can be filled later by REFRESH
                        MATERIALIZED VIEW, outside of the migration.
                        """)
                .rewrite("""
                        CREATE MATERIALIZED VIEW mv_author AS SELECT id, name FROM tb_author WITH NO DATA;
                        -- after the migration
                        REFRESH MATERIALIZED VIEW mv_author;
                        """)
                .source("PostgreSQL manual, CREATE MATERIALIZED VIEW")
                .proof(new Proof.TakesLock("tb_author", LockLevel.ACCESS_SHARE))
                .proof(new Proof.Scans("tb_author")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create
                && create.kind() == ObjectKind.MATERIALIZED_VIEW
                && !new TokenCursor(create.rest()).find("WITH", "NO", "DATA")) {
            report.add(
                    "The migration waits until the query of " + create.name() + " is done.",
                    "Create it WITH NO DATA, and refresh it after the migration.");
        }
    }
}
