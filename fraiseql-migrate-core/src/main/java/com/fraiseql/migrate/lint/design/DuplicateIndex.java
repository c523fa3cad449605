// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.catalog.KnownIndex;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/** An index with the keys of another one. */
final class DuplicateIndex extends Rule {

    DuplicateIndex() {
        super(rule("L817", "duplicate-index", LintLevel.ADVICE)
                .about(Command.CreateIndex.class, Command.DropIndex.class)
                .title("The table has an index with the same keys already")
                .why("""
                        Both are written by every INSERT and by most UPDATEs, and the planner uses one of them.
                        """)
                .rewrite("""
                        DROP INDEX CONCURRENTLY tb_post_by_author;
                        """)
                .source("PostgreSQL manual, 11.12 \"Examining Index Usage\"")
                .proof(new Proof.Observes(
                        "SELECT count(*) FROM pg_index WHERE indrelid = 'tb_post'::regclass AND indkey " + "= '2'",
                        "2")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateIndex create && create.index() != null) {
            for (KnownIndex other : step.known().indexesOf(create.table())) {
                Command.CreateIndex known = other.definition();
                if (known.index() != null
                        && !known.index().name().equals(create.index().name())
                        && known.method().equals(create.method())
                        && words(known).equals(words(create))
                        && (known.flags().unique() || !create.flags().unique())) {
                    report.add(sentence(known.index()), "Leave one of them out.");
                }
            }
        } else if (step.command() instanceof Command.DropIndex drop) {
            drop.indexes().forEach(index -> report.withdraw(sentence(index)));
        }
    }

    private static String sentence(QualifiedName index) {
        return "The index " + index.name() + " has the same keys.";
    }

    private static List<String> words(Command.CreateIndex index) {
        List<String> words = new ArrayList<>();
        index.keys().forEach(key -> {
            key.forEach(token -> words.add(token.text()));
            words.add(",");
        });
        index.details().predicate().forEach(token -> words.add(token.text()));
        return words;
    }
}
