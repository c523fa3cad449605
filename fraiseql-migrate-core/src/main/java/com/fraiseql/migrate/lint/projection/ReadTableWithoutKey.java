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

/** A read table without a primary key or unique column. */
final class ReadTableWithoutKey extends Rule {

    ReadTableWithoutKey() {
        super(rule("L848", "read-table-without-key", LintLevel.ADVICE)
                .about(Command.CreateTable.class, Command.AlterTable.class, Command.CreateIndex.class)
                .title("A read table without a key cannot be filled, since no row of it can be told from another")
                .why("""
                        The sync writes what differs, and finds a row by the primary key of the table. INSERT … ON
                        CONFLICT needs a unique index, too.
                        """)
                .rewrite("""
                        CREATE TABLE tv_author (id bigint PRIMARY KEY, data jsonb NOT NULL);
                        """)
                .source("docs/cqrs.md")
                .proof(new Proof.Observes(
                        "SELECT count(*) FROM pg_index WHERE indrelid = 'tv_author'::regclass AND indisunique", "0")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create
                && ReadTables.isReadTable(create.name())
                && !create.sources().query()
                && create.sources().likes().isEmpty()
                && create.sources().inherits().isEmpty()
                && create.sources().partitionOf() == null
                && create.columns().stream().noneMatch(Column::isKey)
                && create.constraints().stream()
                        .noneMatch(constraint -> constraint.kind().isKey())) {
            report.at(create.name().from(), without(create.name()), "Give it a primary key.");
        } else if (step.command() instanceof Command.AlterTable alter
                && alter.actions().stream().anyMatch(ReadTableWithoutKey::addsKey)) {
            report.withdraw(without(alter.name()));
        } else if (step.command() instanceof Command.CreateIndex index
                && index.flags().unique()) {
            report.withdraw(without(index.table()));
        }
    }

    private static boolean addsKey(TableAction action) {
        return action instanceof TableAction.AddConstraint add
                && add.constraint().kind().isKey();
    }

    private static String without(QualifiedName table) {
        return table + " has no key by which a row is found.";
    }
}
