// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Done;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TokenCursor;

/** A query while readers or writers wait for the transaction. */
final class QueryUnderExclusiveLock extends Rule {

    QueryUnderExclusiveLock() {
        super(rule("L312", "query-under-exclusive-lock", LintLevel.WARNING)
                .about(Command.Query.class)
                .title("A query runs while readers or writers wait for the transaction")
                .why("""
                        ALTER TABLE holds ACCESS EXCLUSIVE until the transaction ends, CREATE TRIGGER and foreign keys
                        hold a lock that stops writers. A query after it prolongs that time by all it reads.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post ADD COLUMN archived boolean;
                        -- second migration
                        SELECT count(*) FROM tb_comment;
                        """)
                .source("PostgreSQL manual, 13.3.1 \"Table-Level Locks\"")
                .proof(new Proof.Blocks("SELECT 1 FROM tb_post LIMIT 1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (reads(step)) {
            Done exclusive = TableLocks.first(step.transaction(), LockLevel.ACCESS_EXCLUSIVE);
            Done locked = exclusive == null ? TableLocks.first(step.transaction(), LockLevel.SHARE) : exclusive;
            if (locked != null) {
                report.add(
                        (exclusive == null ? "Writers" : "Readers") + " wait for the lock of line " + locked.line()
                                + " while this query runs.",
                        "Move the query into a migration of its own.");
            }
        }
    }

    /** A query of tables; of functions alone, such as setval, it takes no time. */
    private static boolean reads(Step step) {
        if (step.command() instanceof Command.Query query
                && query.writes().isEmpty()
                && step.scope() == Step.Scope.FILE
                && (query.verb().equals("SELECT") || query.verb().equals("WITH"))) {
            TokenCursor cursor = new TokenCursor(step.tokens());
            return cursor.find("FROM")
                    && cursor.peek().isName()
                    && !cursor.qualifiedName().isEmpty()
                    && !cursor.peek().is("(")
                    && step.tokens().stream().noneMatch(token -> token.isAny("setval", "pg_catalog"));
        }
        return false;
    }
}
