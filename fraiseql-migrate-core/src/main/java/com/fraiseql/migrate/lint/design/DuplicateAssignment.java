// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.WriteRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import com.fraiseql.migrate.sql.Write;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** UPDATE that sets a column twice. */
final class DuplicateAssignment extends WriteRule {

    DuplicateAssignment() {
        super(rule("L828", "column-assigned-twice", LintLevel.ERROR)
                .title("UPDATE sets one column twice, which PostgreSQL refuses")
                .why("""
                        The statement fails with 42601, and the migration with it.
                        """)
                .rewrite("""
                        UPDATE tb_post SET slug = 'b' WHERE id = 1;
                        """)
                .source("PostgreSQL manual, UPDATE")
                .proof(new Proof.Fails("42601")));
    }

    @Override
    protected void check(Step step, Write write, Report report) {
        TokenCursor cursor = new TokenCursor(write.body());
        if (write.verb() != Write.Verb.UPDATE || !cursor.find("SET")) {
            return;
        }
        Set<String> assigned = new HashSet<>();
        for (List<Token> clause : cursor.clauses()) {
            boolean plain =
                    clause.size() > 2 && clause.get(0).isName() && clause.get(1).is("=");
            if (plain && !assigned.add(clause.get(0).name())) {
                report.at(
                        clause.get(0).offset(),
                        "The column " + clause.get(0).name() + " is set twice.",
                        "Remove one of the two.");
            }
            if (clause.stream().anyMatch(token -> token.isAny("FROM", "WHERE", "RETURNING"))) {
                break;
            }
        }
    }
}
