// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction;

/** A new column with a foreign key of its own. */
final class AddColumnReferences extends TableRule {

    AddColumnReferences() {
        super(rule("L112", "add-column-references", LintLevel.WARNING)
                .title("ADD COLUMN with REFERENCES stops readers of the one table and writers of the other")
                .why("""
                        It takes ACCESS EXCLUSIVE on the table and SHARE ROW EXCLUSIVE on the one that it refers to,
                        both until the transaction ends; and while it waits for either, others wait for it. With a
                        DEFAULT that is not null it reads every row of both tables, too.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_comment ADD COLUMN fk_reply bigint;
                        -- second migration
                        ALTER TABLE tb_comment ADD CONSTRAINT tb_comment_reply_fkey
                            FOREIGN KEY (fk_reply) REFERENCES tb_post (id) NOT VALID;
                        -- third migration
                        ALTER TABLE tb_comment VALIDATE CONSTRAINT tb_comment_reply_fkey;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD table_constraint [ NOT VALID ]\"")
                .proof(new Proof.TakesLock("tb_comment", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.TakesLock("tb_post", LockLevel.SHARE_ROW_EXCLUSIVE))
                .proof(new Proof.Blocks("UPDATE tb_post SET title = 'x' WHERE id = 1")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddColumn add) {
            QualifiedName other = add.column()
                    .property(Column.Kind.REFERENCES)
                    .flatMap(Column.Property::references)
                    .orElse(null);
            boolean scans = add.column().has(Column.Kind.DEFAULT);
            if (other != null && (scans || !(step.isNew(other) || other.sameAs(alter.name())))) {
                report.at(
                        other.from(),
                        "Readers of " + alter.name() + " and writers of " + other + " wait until the transaction ends"
                                + (scans ? ", and every row of both is read." : "."),
                        "Add the column alone, later the foreign key with NOT VALID, and validate it after that.");
            }
        }
    }
}
