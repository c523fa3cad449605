// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.data;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.WriteRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Write;

/** INSERT of rows into a table that was there before, without ON CONFLICT. */
final class SeedNotIdempotent extends WriteRule {

    SeedNotIdempotent() {
        super(rule("L603", "insert-without-on-conflict", LintLevel.ADVICE)
                .title("An INSERT fails where the row is there already")
                .why("""
                        Some database has the row: it was written by hand, or by an application that was faster. The
                        migration fails there with 23505.
                        """)
                .rewrite("""
                        INSERT INTO tb_author (id, name) VALUES (1000, 'editor') ON CONFLICT (id) DO NOTHING;
                        """)
                .source("PostgreSQL manual, INSERT, \"ON CONFLICT\"")
                .proof(new Proof.Fails("23505")));
    }

    @Override
    protected void check(Step step, Write write, Report report) {
        if (write.verb() == Write.Verb.INSERT
                && write.source() == Write.Source.VALUES
                && !write.onConflict()
                && !step.isNew(write.table())) {
            report.at(
                    write.table().from(),
                    "This fails on a database that has such a row of " + write.table() + " already.",
                    "Add ON CONFLICT … DO NOTHING or DO UPDATE.");
        }
    }
}
