// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.index;

import com.fraiseql.migrate.lint.catalog.KnownConstraint;
import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/** DROP INDEX of an index that a constraint owns. */
final class DropIndexOfConstraint extends Rule {

    DropIndexOfConstraint() {
        super(rule("L134", "drop-index-of-constraint", LintLevel.ERROR)
                .about(Command.DropIndex.class)
                .title("An index that belongs to a constraint cannot be dropped")
                .why("""
                        A primary key, a unique or an exclusion constraint owns the index of its name. DROP INDEX of
                        it fails with SQLSTATE 2BP01, with CASCADE, too.
                        """)
                .rewrite("""
                        ALTER TABLE tb_vote DROP CONSTRAINT tb_vote_ballot_key;
                        """)
                .source("PostgreSQL manual, DROP INDEX and \"Dependency Tracking\"")
                .proof(new Proof.Fails("2BP01")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.DropIndex drop) {
            for (QualifiedName index : drop.indexes()) {
                KnownTable table = step.known().tableWithConstraint(index.name());
                if (table != null && owns(table.constraints().get(index.name()))) {
                    report.at(
                            index.from(),
                            "The index " + index + " belongs to a constraint of " + table.name()
                                    + ", and PostgreSQL refuses " + "to drop it.",
                            "Drop the constraint, or rebuild the index with REINDEX INDEX CONCURRENTLY.");
                }
            }
        }
    }

    private static boolean owns(@Nullable KnownConstraint constraint) {
        return constraint != null
                && switch (constraint.kind()) {
                    case PRIMARY_KEY, UNIQUE, EXCLUDE -> true;
                    default -> false;
                };
    }
}
