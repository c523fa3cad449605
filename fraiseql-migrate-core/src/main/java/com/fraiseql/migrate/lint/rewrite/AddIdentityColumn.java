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

/** A new identity column. */
final class AddIdentityColumn extends TableRule {

    AddIdentityColumn() {
        super(rule("L207", "add-identity-column", LintLevel.ERROR)
                .title("ADD COLUMN with GENERATED AS IDENTITY rewrites the whole table")
                .why("""
                        Each row gets a number from the sequence, so table and indexes are rebuilt under ACCESS
                        EXCLUSIVE.
                        """)
                .rewrite("""
                        -- first migration
                        CREATE SEQUENCE tb_comment_number_seq;
                        ALTER TABLE tb_comment ADD COLUMN number bigint;
                        ALTER TABLE tb_comment ALTER COLUMN number SET DEFAULT nextval('tb_comment_number_seq');
                        ALTER SEQUENCE tb_comment_number_seq OWNED BY tb_comment.number;
                        -- second migration
                        -- for each range of the key, in a transaction of its own
                        UPDATE tb_comment SET number = nextval('tb_comment_number_seq')
                          WHERE number IS NULL AND id BETWEEN 1 AND 1000;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"Notes\"")
                .proof(new Proof.TakesLock("tb_comment", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Rewrites("tb_comment")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddColumn add && add.column().has(Column.Kind.IDENTITY)) {
            report.add(
                    "Each row of " + alter.name() + " gets a number, so table and indexes are rewritten.",
                    "Add the column as bigint, give it a sequence as default, and number the old rows in batches.");
        }
    }
}
