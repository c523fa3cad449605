// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.data;

import com.fraiseql.migrate.lint.catalog.KnownColumn;
import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import com.fraiseql.migrate.sql.Write;
import java.util.List;

/** Rows with keys that the sequence of the column will give out again. */
final class SequenceNotReset extends Rule {

    SequenceNotReset() {
        super(rule("L605", "sequence-behind-rows", LintLevel.ADVICE)
                .about(Command.Query.class)
                .title("Rows are written with keys that the sequence will give out again")
                .why("""
                        An INSERT that gives the key itself does not move the sequence. Later the application gets the
                        same number, and fails with 23505.
                        """)
                .rewrite("""
                        INSERT INTO tb_tag (id, name) VALUES (1, 'travel');
                        SELECT setval(pg_get_serial_sequence('tb_tag', 'id'), (SELECT max(id) FROM tb_tag));
                        """)
                .source("PostgreSQL manual, 9.17 \"Sequence Manipulation Functions\"")
                .proof(new Proof.Breaks("INSERT INTO tb_tag (name) VALUES ('x')", "23505")));
    }

    @Override
    public void check(Step step, Report report) {
        if (!(step.command() instanceof Command.Query query)) {
            return;
        }
        for (Write write : query.writes()) {
            if (write.verb() == Write.Verb.INSERT && givesKey(step, write)) {
                report.at(write.table().from(), SENTENCE, "Call setval below, or leave the key out.");
            }
        }
        if (new TokenCursor(step.tokens()).mentions("setval")) {
            report.withdraw(SENTENCE);
        }
    }

    private static final String SENTENCE = "The sequence of the key does not know of these rows.";

    /** Whether the list of columns has one of a serial type, or the identity is overridden. */
    private static boolean givesKey(Step step, Write write) {
        if (new TokenCursor(write.body()).find("OVERRIDING", "SYSTEM")) {
            return true;
        }
        KnownTable table = step.table(write.table());
        if (table == null || !new TokenCursor(write.body()).peek().is("(")) {
            return false;
        }
        for (List<Token> item : new TokenCursor(write.body()).list()) {
            KnownColumn column = item.get(0).isName() ? table.column(item.get(0).name()) : null;
            if (column != null && column.type().endsWith("serial")) {
                return true;
            }
        }
        return false;
    }
}
