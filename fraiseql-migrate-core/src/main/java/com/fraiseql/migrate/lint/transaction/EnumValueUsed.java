// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Done;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.Write;

/** A new value of an enum, used in the transaction that adds it. */
final class EnumValueUsed extends Rule {

    EnumValueUsed() {
        super(rule("L317", "enum-value-used-at-once", LintLevel.ERROR)
                .about(
                        Command.Query.class,
                        Command.AlterTable.class,
                        Command.CreateTable.class,
                        Command.CreateIndex.class)
                .title("A new value of an enum is used in the transaction that adds it")
                .why("""
                        PostgreSQL refuses to store a value that might be rolled back: SQLSTATE 55P04. Where the
                        transaction is the engine's, it undoes the statements, commits the value on its own and tries
                        again, so that the file is no longer all or nothing. Between BEGIN and COMMIT the migration
                        fails.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TYPE post_status ADD VALUE 'archived';
                        -- second migration
                        UPDATE tb_post SET status = 'archived' WHERE id = 1;
                        """)
                .source("PostgreSQL manual, ALTER TYPE, \"Notes\"")
                .proof(new Proof.Fails("55P04")));
    }

    @Override
    public void check(Step step, Report report) {
        if (!(step.command() instanceof Command.Query
                || step.command() instanceof Command.AlterTable
                || step.command() instanceof Command.CreateTable
                || step.command() instanceof Command.CreateIndex)) {
            return;
        }
        for (Done one : step.transaction().done(Command.AddEnumValue.class)) {
            if (one.command() instanceof Command.AddEnumValue add
                    && !isNew(step, add.type())
                    && mayHave(step, add.type())) {
                for (Token token : step.tokens()) {
                    if (token.isString() && token.value().equals(add.value())) {
                        report.at(
                                token.offset(),
                                "The value '" + add.value() + "' is added in line " + one.line()
                                        + " of the same transaction; PostgreSQL refuses to use it.",
                                "Use the value in a later migration.");
                        return;
                    }
                }
            }
        }
    }

    /** Values of a type that the same transaction creates can be used at once. */
    private static boolean isNew(Step step, QualifiedName type) {
        return step.transaction()
                .commands(Command.CreateObject.class)
                .anyMatch(create -> create.kind() == ObjectKind.TYPE
                        && create.name() != null
                        && create.name().sameAs(type));
    }

    /** Whether the tables that the statement writes may have a column of the type, as far as the files tell. */
    private static boolean mayHave(Step step, QualifiedName type) {
        return !(step.command() instanceof Command.Query query)
                || query.writes().isEmpty()
                || query.writes().stream()
                        .map(Write::table)
                        .map(step::table)
                        .anyMatch(table -> table == null
                                || !table.isComplete()
                                || table.columns().stream()
                                        .anyMatch(column -> column.type().endsWith(type.name())));
    }
}
