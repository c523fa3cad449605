// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.RuleInfo;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import java.util.List;

/** The rules about the review itself; {@link FileReview} reports them. */
final class ReviewRules {

    static final Rule ALLOW = new Reported(RuleInfo.of("L325", "allow-not-needed", LintLevel.WARNING)
            .title("A comment allows what the file does not do")
            .why("""
                    A file says that a rule may be broken, and nothing in it breaks the rule. Such a comment hides the
                    finding of a later edit, or it names the wrong rule, so that the one that was meant is not
                    allowed.
                    """)
            .rewrite("-- remove the line: -- fraiseql:allow L101 \"…\"")
            .source("docs/writing-migrations.md, \"Directives\"")
            .proof(new Proof.Unseen("To the server the line is a comment.")));

    static final Rule UNFINISHED = new Reported(RuleInfo.of("L311", "transaction-not-committed", LintLevel.ERROR)
            .title("The file begins a transaction and does not commit it")
            .why("""
                    The engine refuses the file before anything runs. Run by other means, PostgreSQL undoes all
                    statements after BEGIN when the session ends, and nothing says so.
                    """)
            .rewrite("""
                    BEGIN;
                    ALTER TABLE tb_post ADD COLUMN archived boolean;
                    COMMIT;
                    """)
            .source("PostgreSQL manual, BEGIN; docs/writing-migrations.md, \"Your own BEGIN and COMMIT\"")
            .proof(new Proof.Observes(
                    "SELECT count(*) FROM pg_attribute WHERE attrelid = 'tb_post'::regclass AND attname = 'archived'",
                    "0")));

    static final Rule UNREADABLE = new Reported(RuleInfo.of("L326", "cannot-be-read", LintLevel.ERROR)
            .title("The file cannot be read to its end")
            .why("""
                    A quote, a comment or the data of a COPY is not closed, or SQL follows the rollback section. What
                    follows an open quote is data to PostgreSQL, so nothing below it would run as it was meant.
                    """)
            .rewrite("-- close the quote, the comment or the data where the finding points")
            .source("PostgreSQL manual, 4.1 \"Lexical Structure\"")
            .proof(new Proof.Fails("42601")));

    private ReviewRules() {}

    static List<Rule> all() {
        return List.of(ALLOW, UNFINISHED, UNREADABLE);
    }

    private static final class Reported extends Rule {

        Reported(RuleInfo.Builder info) {
            super(info);
        }

        @Override
        public void check(Step step, Report report) {
            // it is about the file, not about one statement
        }
    }
}
