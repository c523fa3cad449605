// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.data;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.WriteRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.Write;

/** Rows of an old table are written in the migration that changes tables. */
final class SchemaAndRows extends WriteRule {

    SchemaAndRows() {
        super(rule("L602", "schema-and-rows-in-one-migration", LintLevel.ADVICE)
                .title("One migration changes the schema and the rows")
                .why("""
                        What takes long and what locks is in one transaction. If the rows fail, the change of the schema
                        is undone with them; if it waits for its lock, the written rows stay locked.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post ADD COLUMN archived boolean;
                        -- second migration
                        UPDATE tb_author SET name = 'editor' WHERE id = 1;
                        """)
                .source("docs/writing-migrations.md, \"On a live database\"")
                .proof(new Proof.Blocks("UPDATE tb_author SET name = 'x' WHERE id = 1")));
    }

    @Override
    protected void check(Step step, Write write, Report report) {
        if (step.scope() == Step.Scope.FILE
                && write.verb() != Write.Verb.INSERT
                && !write.isBulk()
                && !step.isNew(write.table())
                && step.transaction().firstWith(LockLevel.ACCESS_EXCLUSIVE) != null) {
            report.at(
                    write.table().from(),
                    "The transaction has changed tables, and now locks rows of " + write.table() + ".",
                    "Write the rows in a migration of their own.");
        }
    }
}
