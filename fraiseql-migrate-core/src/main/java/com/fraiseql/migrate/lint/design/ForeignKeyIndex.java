// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction;
import java.util.List;

/** A foreign key whose column no index begins with. */
final class ForeignKeyIndex extends Rule {

    ForeignKeyIndex() {
        super(rule("L813", "foreign-key-without-index", LintLevel.ADVICE)
                .about(Command.CreateTable.class, Command.AlterTable.class, Command.CreateIndex.class)
                .title("Each DELETE of a referenced row reads the whole referencing table")
                .why("""
                        To find out whether anything references the row PostgreSQL looks for it in the referencing
                        table, and without an index it reads all of it, once for each deleted row.
                        """)
                .rewrite("""
                        CREATE INDEX tb_label_tag ON tb_label (fk_tag);
                        """)
                .source("PostgreSQL manual, 5.5.5 \"Foreign Keys\"")
                .proof(new Proof.Scans("tb_label")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create && !create.temporary()) {
            for (Column column : create.columns()) {
                if (column.has(Column.Kind.REFERENCES)
                        && !column.isKey()
                        && !isIndexed(step, create.name(), create.constraints(), column.name())) {
                    report.add(sentence(create.name(), column.name()), ACTION);
                }
            }
            create.constraints().forEach(one -> check(step, create.name(), create.constraints(), one, report));
        } else if (step.command() instanceof Command.AlterTable alter) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.AddConstraint add) {
                    check(step, alter.name(), List.of(), add.constraint(), report);
                } else if (action instanceof TableAction.AddColumn add
                        && add.column().has(Column.Kind.REFERENCES)
                        && !add.column().has(Column.Kind.UNIQUE)) {
                    report.add(sentence(alter.name(), add.column().name()), ACTION);
                }
            }
        } else if (step.command() instanceof Command.CreateIndex index && index.firstKeyName() != null) {
            report.withdraw(sentence(index.table(), index.firstKeyName()));
        }
    }

    private static final String ACTION = "Build an index that begins with the column.";

    private static String sentence(QualifiedName table, String column) {
        return "No index of " + table.name() + " begins with " + column
                + ", so that a DELETE of what it references is slow.";
    }

    private static void check(Step step, QualifiedName table, List<Constraint> beside, Constraint one, Report report) {
        if (!one.columns().isEmpty()) {
            String column = one.columns().get(0);
            if (one.kind() != Constraint.Kind.FOREIGN_KEY) {
                report.withdraw(sentence(table, column));
            } else if (!isIndexed(step, table, beside, column)) {
                report.add(sentence(table, column), ACTION);
            }
        }
    }

    private static boolean isIndexed(Step step, QualifiedName table, List<Constraint> beside, String column) {
        return beside.stream()
                        .anyMatch(one -> one.kind().isKey()
                                && !one.columns().isEmpty()
                                && one.columns().get(0).equals(column))
                || step.known().isIndexed(table, column);
    }
}
