// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.QualifiedName;
import java.util.stream.Stream;

/** A new table with a foreign key to one that others write. */
final class CreateTableReferences extends Rule {

    CreateTableReferences() {
        super(rule("L115", "create-table-references", LintLevel.ADVICE)
                .about(Command.CreateTable.class)
                .title("A new table that refers to one in use stops the writers of that one until the transaction ends")
                .why("""
                        The foreign key needs SHARE ROW EXCLUSIVE on the other table. No row is read, so it is over in
                        a moment if nothing else follows in the transaction.
                        """)
                .rewrite("""
                        -- first migration
                        CREATE TABLE tb_like (id bigint PRIMARY KEY, fk_post bigint NOT NULL);
                        -- second migration
                        ALTER TABLE tb_like ADD CONSTRAINT tb_like_post_fkey
                            FOREIGN KEY (fk_post) REFERENCES tb_post (id);
                        """)
                .source("PostgreSQL manual, CREATE TABLE, \"REFERENCES\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.SHARE_ROW_EXCLUSIVE))
                .proof(new Proof.Blocks("UPDATE tb_post SET title = 'x' WHERE id = 1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create && !create.temporary()) {
            Stream<QualifiedName> columns = create.columns().stream()
                    .flatMap(column -> column.property(Column.Kind.REFERENCES).stream())
                    .flatMap(property -> property.references().stream());
            Stream<QualifiedName> constraints =
                    create.constraints().stream().map(Constraint::references).flatMap(Stream::ofNullable);
            Stream.concat(columns, constraints)
                    .filter(table -> !step.isNew(table) && !table.sameAs(create.name()))
                    .findFirst()
                    .ifPresent(table -> report.at(
                            table.from(),
                            "Writers of " + table + " wait until the transaction that creates " + create.name()
                                    + " ends.",
                            "Keep the transaction short, or add the foreign key in a migration of its own."));
        }
    }
}
