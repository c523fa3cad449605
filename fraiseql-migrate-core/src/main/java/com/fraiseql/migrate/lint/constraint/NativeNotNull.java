// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.Token;
import java.util.List;

/** CHECK (c IS NOT NULL) where NOT NULL can be NOT VALID. */
final class NativeNotNull extends TableRule {

    NativeNotNull() {
        super(rule("L119", "not-null-by-check", LintLevel.ADVICE)
                .title("NOT NULL itself may be added with NOT VALID, so CHECK is a detour")
                .why("""
                        From PostgreSQL 18 on a NOT NULL constraint has a name and may be added with NOT VALID. Once
                        it is validated the column is NOT NULL; the CHECK would have to be replaced by it in a third
                        migration.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post ADD CONSTRAINT tb_post_slug_nn NOT NULL slug NOT VALID;
                        -- second migration
                        ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_slug_nn;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD table_constraint [ NOT VALID ]\"")
                .since(18)
                .proof(new Proof.Observes(
                        "SELECT attnotnull FROM pg_attribute WHERE attrelid = 'tb_post'::regclass AND attname = 'slug'",
                        "f")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (step.setting().version() != null
                && action instanceof TableAction.AddConstraint add
                && add.constraint().kind() == Constraint.Kind.CHECK
                && add.constraint().notValid()) {
            List<Token> words = add.constraint().expression();
            boolean notNull =
                    words.size() == 4 && words.get(1).is("IS") && words.get(2).is("NOT");
            if (notNull && words.get(3).is("NULL")) {
                String column = words.get(0).name();
                report.add(
                        "After this CHECK the column " + column + " is not yet NOT NULL.",
                        "Add NOT NULL " + column + " NOT VALID instead of the CHECK, and validate it.");
            }
        }
    }
}
