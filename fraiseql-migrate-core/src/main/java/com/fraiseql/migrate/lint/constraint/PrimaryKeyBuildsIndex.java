// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;

/** A primary key that builds its index. */
final class PrimaryKeyBuildsIndex extends TableRule {

    PrimaryKeyBuildsIndex() {
        super(rule("L108", "primary-key-builds-index", LintLevel.ERROR)
                .title("ADD PRIMARY KEY builds an index, and readers and writers wait until it is built")
                .why("""
                        Under ACCESS EXCLUSIVE PostgreSQL looks for nulls in every row and builds the index. With a
                        unique index that has been built with CONCURRENTLY, on columns that are NOT NULL, the primary
                        key is there in a moment.
                        """)
                .rewrite("""
                        CREATE UNIQUE INDEX CONCURRENTLY tb_vote_pkey ON tb_vote (id);
                        -- if id is not yet NOT NULL: see L118
                        ALTER TABLE tb_vote ADD CONSTRAINT tb_vote_pkey PRIMARY KEY USING INDEX tb_vote_pkey;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD table_constraint_using_index\"")
                .proof(new Proof.TakesLock("tb_vote", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Scans("tb_vote"))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_vote LIMIT 1")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddConstraint add
                && add.constraint().kind() == Constraint.Kind.PRIMARY_KEY
                && add.constraint().usingIndex() == null) {
            report.add(
                    "Readers and writers of " + alter.name() + " wait until the index of its primary key is built.",
                    "Build a unique index with CONCURRENTLY, and add the key with PRIMARY KEY USING INDEX.");
        }
    }
}
