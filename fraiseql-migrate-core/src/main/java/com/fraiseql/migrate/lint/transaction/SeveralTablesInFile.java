// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.Transaction;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.LockLevel;

/** ACCESS EXCLUSIVE on a second table in one migration. */
final class SeveralTablesInFile extends Rule {

    SeveralTablesInFile() {
        super(rule("L329", "several-tables-in-file", LintLevel.ADVICE)
                .about(TableLocks.COMMANDS)
                .title("One migration keeps the readers of several tables waiting")
                .why("""
                        The engine runs the file in one transaction. While it waits for the second table, it already
                        stops everyone who uses the first one. Each attempt is short and is repeated, but it needs both
                        tables at once.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post ADD COLUMN archived boolean;
                        -- second migration
                        ALTER TABLE tb_comment ADD COLUMN archived boolean;
                        """)
                .source("PostgreSQL manual, 13.3.4 \"Deadlocks\"; docs/writing-migrations.md")
                .proof(new Proof.TakesLock("tb_comment", LockLevel.ACCESS_EXCLUSIVE)));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.transaction().kind() == Transaction.Kind.ENGINE) {
            TableLocks.second(step, report);
        }
    }
}
