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

/** A new column whose default differs from row to row. */
final class VolatileDefault extends TableRule {

    VolatileDefault() {
        super(rule("L205", "volatile-default", LintLevel.ERROR)
                .title("ADD COLUMN with a default that differs from row to row rewrites the whole table")
                .why("""
                        A constant, and now(), are kept once for all old rows. What random(), gen_random_uuid() or
                        nextval() give has to be written into each row: table and indexes are rebuilt under ACCESS
                        EXCLUSIVE. A default that is set after the column is there counts for new rows only.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post ADD COLUMN token uuid;
                        ALTER TABLE tb_post ALTER COLUMN token SET DEFAULT gen_random_uuid();
                        -- second migration
                        -- for each range of the key, in a transaction of its own
                        UPDATE tb_post SET token = gen_random_uuid() WHERE token IS NULL AND id BETWEEN 1 AND 1000;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"Notes\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Rewrites("tb_post")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddColumn add) {
            add.column().property(Column.Kind.DEFAULT).ifPresent(property -> {
                for (String function : DefaultFunctions.ofEachRow(property.expression())) {
                    report.add(
                            function + "() gives each row a value of its own, so " + alter.name()
                                    + " and all of its indexes are rewritten.",
                            "Add the column without a default, set the default, and fill the old rows in batches.");
                }
            });
        }
    }
}
