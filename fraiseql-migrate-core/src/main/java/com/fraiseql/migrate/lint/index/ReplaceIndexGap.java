// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.index;

import com.fraiseql.migrate.lint.catalog.DroppedIndex;
import com.fraiseql.migrate.lint.catalog.KnownIndex;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Token;
import java.util.List;

/** An index that is dropped before the one that replaces it exists. */
final class ReplaceIndexGap extends Rule {

    ReplaceIndexGap() {
        super(rule("L136", "index-dropped-before-its-replacement", LintLevel.ADVICE)
                .about(Command.CreateIndex.class)
                .title("The index is dropped before its replacement exists, so queries run without one in between")
                .why("""
                        Until the new index is built, each query that used the old one reads the whole table. On a
                        busy table that may last for hours, and longer if the build fails. Both indexes may exist at
                        the same time: build the new one first.
                        """)
                .rewrite("""
                        CREATE INDEX CONCURRENTLY tb_post_author_created ON tb_post (fk_author, created_at);
                        DROP INDEX CONCURRENTLY tb_post_author;
                        """)
                .source("PostgreSQL manual, \"Routine Reindexing\"")
                .proof(new Proof.Unseen(
                        "Both statements commit on their own, and an example shows only what is there at the end.")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateIndex create && !step.isNew(create.table())) {
            for (DroppedIndex dropped : step.known().droppedIndexes()) {
                if (dropped.batch() == step.setting().batch()
                        && dropped.index() != null
                        && replaces(create, dropped.index())) {
                    report.add(
                            "The index " + dropped.name()
                                    + " is gone before this one exists, and its queries read all of " + create.table()
                                    + " meanwhile.",
                            "Build this index first, under another name if need be, and drop " + dropped.name()
                                    + " after it.");
                }
            }
        }
    }

    /** Whether it begins with the same column. */
    private static boolean replaces(Command.CreateIndex create, KnownIndex old) {
        List<List<Token>> keys = old.definition().keys();
        return create.table().name().equals(old.table().name())
                && !keys.isEmpty()
                && !create.keys().isEmpty()
                && text(keys.get(0)).equals(text(create.keys().get(0)));
    }

    private static List<String> text(List<Token> key) {
        return key.stream()
                .map(token -> token.isName() ? token.name() : token.text())
                .toList();
    }
}
