// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;

/** A change of a type that keeps the rows and checks a constraint again. */
final class TypeChangeChecksRows extends TableRule {

    TypeChangeChecksRows() {
        super(rule("L204", "type-change-checks-rows", LintLevel.WARNING)
                .title("A CHECK on the column is checked again in every row while readers and writers wait")
                .why("""
                        The change of the type itself would take a moment. But PostgreSQL makes each CHECK that uses
                        the column again, and reads all rows for it, under ACCESS EXCLUSIVE.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post DROP CONSTRAINT tb_post_code_check;
                        ALTER TABLE tb_post ALTER COLUMN code TYPE varchar(80);
                        ALTER TABLE tb_post ADD CONSTRAINT tb_post_code_check CHECK (code <> '') NOT VALID;
                        -- second migration
                        ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_code_check;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"SET DATA TYPE\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Scans("tb_post")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        TypeChange change = TypeChange.of(step, alter, action);
        KnownTable table = step.table(alter.name());
        if (change != null && table != null && !change.rewrites()) {
            table.constraints().forEach((name, constraint) -> {
                if (constraint.kind() == Constraint.Kind.CHECK
                        && constraint.valid()
                        && constraint.expression().stream()
                                .anyMatch(word -> word.isName() && word.name().equals(change.column()))) {
                    report.add(
                            "The constraint " + name + " is checked in every row of " + alter.name()
                                    + " under ACCESS EXCLUSIVE.",
                            "Drop it first, add it again with NOT VALID, and validate it in a later migration.");
                }
            });
        }
    }
}
