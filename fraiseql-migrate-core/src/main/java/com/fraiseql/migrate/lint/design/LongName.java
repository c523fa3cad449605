// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Token;
import java.nio.charset.StandardCharsets;

/** A name of more than 63 bytes. */
final class LongName extends Rule {

    LongName() {
        super(rule("L819", "name-too-long", LintLevel.ADVICE)
                .title("A name of more than 63 bytes is cut off")
                .why("""
                        PostgreSQL cuts it with a notice. Two names that differ only in their ends are the same, and
                        code that compares the name with the catalog does not find it.
                        """)
                .rewrite("""
                        CREATE INDEX CONCURRENTLY tb_post_slug_lower ON tb_post (lower(slug));
                        """)
                .source("PostgreSQL manual, 4.1.1 \"Identifiers and Key Words\"")
                .proof(new Proof.Observes(
                        "SELECT max(length(relname::text)) FROM pg_class WHERE relname LIKE " + "'tb\\_post\\_slug%'",
                        "63")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.Query) {
            return;
        }
        for (Token token : step.tokens()) {
            int quotes = token.kind() == Token.Kind.QUOTED_NAME ? 2 : 0;
            if (token.isName()
                    && token.text().length() > 21
                    && token.text().getBytes(StandardCharsets.UTF_8).length - quotes > 63) {
                report.at(
                        token.offset(), "PostgreSQL cuts this name to " + token.name() + ".", "Choose a shorter name.");
            }
        }
    }
}
