// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.catalog.KnownColumn;
import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.ColumnChange;
import java.util.HashSet;
import java.util.Set;

/** SET NOT NULL in the command that drops the constraint which proves it. */
final class ProofDroppedWithNotNull extends TableRule {

    ProofDroppedWithNotNull() {
        super(rule("L120", "proof-dropped-with-not-null", LintLevel.ERROR)
                .title("SET NOT NULL reads the whole table, because the same command drops the CHECK that proves it")
                .why("""
                        PostgreSQL drops constraints before it does the rest of the command. The proof is gone when it
                        looks for one, and every row is read under ACCESS EXCLUSIVE. In a statement of its own the
                        drop comes later, and no row is read.
                        """)
                .rewrite("""
                        ALTER TABLE tb_post ALTER COLUMN slug SET NOT NULL;
                        ALTER TABLE tb_post DROP CONSTRAINT tb_post_slug_nn;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"SET NOT NULL\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Scans("tb_post")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        KnownTable table = step.table(alter.name());
        if (table != null
                && action instanceof TableAction.AlterColumn change
                && change.change() == ColumnChange.SET_NOT_NULL
                && isProvenByWhatIsDropped(table, alter, change.column())) {
            report.add(
                    "The CHECK that proves that " + change.column() + " has no nulls is dropped first, so every row of "
                            + alter.name() + " is read.",
                    "Drop the constraint in a statement of its own, after this one.");
        }
    }

    private static boolean isProvenByWhatIsDropped(KnownTable table, Command.AlterTable alter, String column) {
        KnownColumn known = table.column(column);
        Set<String> proofs = new HashSet<>();
        table.constraints().forEach((name, constraint) -> {
            if (constraint.provesNotNull(column)) {
                proofs.add(name);
            }
        });
        boolean proven = !proofs.isEmpty() && (known == null || !known.notNull());
        alter.actions().stream()
                .filter(TableAction.DropConstraint.class::isInstance)
                .forEach(action -> proofs.remove(((TableAction.DropConstraint) action).constraint()));
        return proven && proofs.isEmpty();
    }
}
