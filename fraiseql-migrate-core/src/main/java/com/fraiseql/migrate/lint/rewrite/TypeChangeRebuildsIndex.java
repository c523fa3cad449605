// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.catalog.KnownIndex;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TokenCursor;

/** A change of a type or collation that keeps the rows and rebuilds the indexes. */
final class TypeChangeRebuildsIndex extends TableRule {

    TypeChangeRebuildsIndex() {
        super(rule("L202", "type-change-rebuilds-index", LintLevel.WARNING)
                .title("Another collation or operator class builds the indexes on the column again while others wait")
                .why("""
                        The rows stay as they are, but each index on the column is sorted in another way. It is built
                        again under ACCESS EXCLUSIVE, and the table is read for that. Event triggers for rewrites do
                        not see it.
                        """)
                .rewrite("""
                        CREATE INDEX CONCURRENTLY tb_post_code_c ON tb_post (code COLLATE "C");
                        -- and ask with the collation: ORDER BY code COLLATE "C"
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"SET DATA TYPE\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Scans("tb_post"))
                .proof(new Proof.RebuildsIndex("tb_post_code_id")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        TypeChange change = TypeChange.of(step, alter, action);
        if (change != null && !change.rewrites() && (changesCollation(action) || change.changesOperators())) {
            for (KnownIndex index : step.known().indexesOf(alter.name())) {
                if (index.definition().hasKey(change.column())) {
                    report.add(
                            "The index " + index.definition().index() + " is built again under ACCESS EXCLUSIVE.",
                            "Build an index for the new order with CONCURRENTLY, and leave the column as it is.");
                }
            }
        }
    }

    private static boolean changesCollation(TableAction action) {
        return action instanceof TableAction.AlterColumn change && new TokenCursor(change.argument()).find("COLLATE");
    }
}
