// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.locking;

import com.fraiseql.migrate.lint.catalog.KnownConstraint;
import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction;
import org.jspecify.annotations.Nullable;

/** A foreign key that is dropped, alone or with its table. */
final class DropForeignKeyTable extends Rule {

    DropForeignKeyTable() {
        super(rule("L133", "drop-locks-referenced-table", LintLevel.ADVICE)
                .about(Command.DropObject.class, Command.AlterTable.class)
                .title("Dropping a foreign key, or a table that has one, stops the users of the other table, too")
                .why("""
                        The triggers of the foreign key stand on both tables. So readers and writers of the table that
                        it refers to wait as well, and that is often the busier one.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_like DROP CONSTRAINT tb_like_fk_post_fkey;
                        -- second migration
                        DROP TABLE tb_like;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"DROP CONSTRAINT\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_post LIMIT 1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.DropObject drop && drop.kind() == ObjectKind.TABLE) {
            for (QualifiedName name : drop.names()) {
                KnownTable table = step.table(name);
                if (table != null) {
                    table.constraints().values().forEach(constraint -> check(step, name, constraint, report));
                }
            }
        } else if (step.command() instanceof Command.AlterTable alter) {
            KnownTable table = step.table(alter.name());
            for (TableAction action : alter.actions()) {
                if (table != null && action instanceof TableAction.DropConstraint drop) {
                    check(step, alter.name(), table.constraints().get(drop.constraint()), report);
                }
            }
        }
    }

    private static void check(Step step, QualifiedName table, @Nullable KnownConstraint constraint, Report report) {
        if (constraint != null
                && constraint.references() != null
                && !constraint.references().name().equals(table.name())
                && !step.isNew(constraint.references())) {
            report.at(
                    table.from(),
                    "Readers and writers of " + constraint.references() + " wait, too: " + table + " refers to it.",
                    "Drop one foreign key in a migration, and the table after that.");
        }
    }
}
