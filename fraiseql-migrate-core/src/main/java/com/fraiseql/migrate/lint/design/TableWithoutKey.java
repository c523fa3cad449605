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

/** A table without a primary key. */
final class TableWithoutKey extends Rule {

    TableWithoutKey() {
        super(rule("L815", "table-without-key", LintLevel.ADVICE)
                .about(Command.CreateTable.class, Command.AlterTable.class)
                .title("Without a primary key rows cannot be told apart, and their changes are not replicated")
                .why("""
                        UPDATE and DELETE of a table that is published fail with 55000, and a batched backfill has no
                        key to go by.
                        """)
                .rewrite("""
                        CREATE TABLE tb_log (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, message text);
                        """)
                .source("PostgreSQL manual, 29.1.1 \"Replica Identity\"")
                .proof(new Proof.Fails("55000")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create
                && !create.temporary()
                && !step.tokens().get(1).is("FOREIGN")
                && create.sources().partitionOf() == null
                && create.sources().inherits().isEmpty()
                && create.sources().likes().isEmpty()
                && !create.sources().query()
                && create.columns().stream().noneMatch(column -> column.has(Column.Kind.PRIMARY_KEY))
                && create.constraints().stream().noneMatch(one -> one.kind() == Constraint.Kind.PRIMARY_KEY)) {
            report.at(create.name().from(), sentence(create.name()), "Give it a primary key.");
        } else if (step.command() instanceof Command.AlterTable alter) {
            for (TableAction action : alter.actions()) {
                boolean key = (action instanceof TableAction.AddConstraint add
                                && add.constraint().kind() == Constraint.Kind.PRIMARY_KEY)
                        || (action instanceof TableAction.AddColumn column
                                && column.column().has(Column.Kind.PRIMARY_KEY));
                if (key) {
                    report.withdraw(sentence(alter.name()));
                }
            }
        }
    }

    private static String sentence(QualifiedName table) {
        return table.name() + " has no primary key.";
    }
}
