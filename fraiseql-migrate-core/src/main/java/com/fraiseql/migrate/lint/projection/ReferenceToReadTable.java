// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.projection;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction;
import org.jspecify.annotations.Nullable;

/** A foreign key to a read table. */
final class ReferenceToReadTable extends Rule {

    ReferenceToReadTable() {
        super(rule("L850", "reference-to-read-table", LintLevel.WARNING)
                .about(Command.CreateTable.class, Command.AlterTable.class)
                .title("A foreign key to a read table makes the filling of it fail")
                .why("""
                        Rows of a read table come and go as the view says. A row that another table refers to cannot
                        go, so the sync, or the COMMIT of the application, ends with SQLSTATE 23503. The base table is
                        the one to refer to.
                        """)
                .rewrite("""
                        CREATE TABLE tb_like (id bigint PRIMARY KEY, fk_post bigint REFERENCES tb_post (id));
                        """)
                .source("docs/cqrs.md")
                .proof(new Proof.Breaks("DELETE FROM tv_post WHERE id = (SELECT max(id) FROM tv_post)", "23503")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create) {
            create.columns().stream()
                    .flatMap(column -> column.property(Column.Kind.REFERENCES).stream())
                    .flatMap(property -> property.references().stream())
                    .forEach(table -> check(create.name(), table, report));
            create.constraints().forEach(constraint -> check(create.name(), constraint.references(), report));
        } else if (step.command() instanceof Command.AlterTable alter) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.AddConstraint add) {
                    check(alter.name(), add.constraint().references(), report);
                } else if (action instanceof TableAction.AddColumn add) {
                    add.column()
                            .property(Column.Kind.REFERENCES)
                            .flatMap(Column.Property::references)
                            .ifPresent(table -> check(alter.name(), table, report));
                }
            }
        }
    }

    private static void check(QualifiedName table, @Nullable QualifiedName other, Report report) {
        if (other != null && ReadTables.isReadTable(other)) {
            report.at(
                    other.from(),
                    "A row of " + other + " that " + table + " refers to cannot be removed, and its filling fails.",
                    "Refer to the base table.");
        }
    }
}
