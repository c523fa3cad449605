// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;

/** A new column whose default calls a function that no file declares stable. */
final class DefaultOfUnknownFunction extends TableRule {

    DefaultOfUnknownFunction() {
        super(rule("L218", "default-of-unknown-function", LintLevel.WARNING)
                .title("ADD COLUMN with a default of a VOLATILE function rewrites the whole table")
                .why("""
                        A function is VOLATILE unless it is declared IMMUTABLE or STABLE, and no file above does so.
                        Then its value is computed for each row, and the table is rewritten under ACCESS EXCLUSIVE.
                        """)
                .rewrite("""
                        ALTER TABLE tb_post ADD COLUMN code text;
                        ALTER TABLE tb_post ALTER COLUMN code SET DEFAULT new_code();
                        -- fill the old rows in batches
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"Notes\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Rewrites("tb_post")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddColumn add) {
            add.column().property(Column.Kind.DEFAULT).ifPresent(property -> {
                for (String function : DefaultFunctions.unknown(property.expression(), step.known())) {
                    report.add(
                            "If " + function + "() is VOLATILE, " + alter.name()
                                    + " and all of its indexes are rewritten.",
                            "Declare the function STABLE if it is, or set the default after the column is there.");
                }
            });
        }
    }
}
