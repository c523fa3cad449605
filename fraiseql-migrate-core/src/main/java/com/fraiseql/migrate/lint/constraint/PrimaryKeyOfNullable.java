// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.catalog.KnownColumn;
import com.fraiseql.migrate.lint.catalog.KnownIndex;
import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.Token;
import java.util.List;

/** A primary key over an index whose columns may be null. */
final class PrimaryKeyOfNullable extends TableRule {

    PrimaryKeyOfNullable() {
        super(rule("L109", "primary-key-of-nullable-column", LintLevel.WARNING)
                .title("PRIMARY KEY USING INDEX on a nullable column reads the whole table, and all others wait")
                .why("""
                        A primary key makes its columns NOT NULL, and PostgreSQL looks for nulls in every row to do
                        so, under ACCESS EXCLUSIVE. If the columns are NOT NULL already, or a valid CHECK proves it,
                        no row is read.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_vote ADD CONSTRAINT tb_vote_id_nn CHECK (id IS NOT NULL) NOT VALID;
                        -- second migration
                        ALTER TABLE tb_vote VALIDATE CONSTRAINT tb_vote_id_nn;
                        -- third migration
                        ALTER TABLE tb_vote ADD CONSTRAINT tb_vote_pkey PRIMARY KEY USING INDEX tb_vote_id;
                        ALTER TABLE tb_vote DROP CONSTRAINT tb_vote_id_nn;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD table_constraint_using_index\"")
                .proof(new Proof.TakesLock("tb_vote", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Scans("tb_vote")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddConstraint add
                && add.constraint().kind() == Constraint.Kind.PRIMARY_KEY
                && add.constraint().usingIndex() != null) {
            KnownTable table = step.table(alter.name());
            KnownIndex index =
                    step.known().index(new QualifiedName(null, add.constraint().usingIndex(), 0, 0));
            if (table != null && index != null) {
                for (List<Token> key : index.definition().keys()) {
                    String name = key.get(0).name();
                    KnownColumn column = table.column(name);
                    if (column != null && column.batch() != KnownTable.BEFORE && !table.isProvenNotNull(name)) {
                        report.add(
                                "The column " + name + " may be null, so every row of " + alter.name()
                                        + " is read under ACCESS EXCLUSIVE.",
                                "Validate CHECK (" + name + " IS NOT NULL) in an earlier migration.");
                    }
                }
            }
        }
    }
}
