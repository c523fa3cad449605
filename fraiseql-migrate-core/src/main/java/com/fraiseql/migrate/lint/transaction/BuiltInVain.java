// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.catalog.KnownIndex;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.QualifiedName;

/** An index that the pending migrations build and drop. */
final class BuiltInVain extends Rule {

    BuiltInVain() {
        super(rule("L334", "index-built-in-vain", LintLevel.ADVICE)
                .about(Command.DropIndex.class)
                .title("An index is built, and dropped again by the same migrations")
                .why("""
                        The build reads the whole table, for an index that no query ever uses.
                        """)
                .rewrite("""
                        -- leave both statements out
                        """)
                .source("PostgreSQL manual, CREATE INDEX")
                .proof(new Proof.Observes("SELECT to_regclass('tb_post_author') IS NULL", "t")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.DropIndex drop) {
            for (QualifiedName index : drop.indexes()) {
                KnownIndex known = step.known().index(index);
                if (known != null && known.batch() == step.setting().batch() && !step.isNew(known.table())) {
                    report.at(
                            index.from(),
                            "The pending migrations build " + index + " and drop it here.",
                            "Leave both statements out.");
                }
            }
        }
    }
}
