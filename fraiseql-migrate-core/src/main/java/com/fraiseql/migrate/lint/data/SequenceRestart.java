// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.data;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TokenCursor;

/** A sequence that begins again. */
final class SequenceRestart extends Rule {

    SequenceRestart() {
        super(rule("L615", "sequence-restart", LintLevel.ADVICE)
                .about(Command.AlterTable.class)
                .title("A sequence that begins again gives out numbers that rows have already")
                .why("""
                        The next INSERT gets a key that is taken, and fails with 23505.
                        """)
                .rewrite("""
                        SELECT setval('tb_tag_id_seq', (SELECT max(id) FROM tb_tag));
                        """)
                .source("PostgreSQL manual, ALTER SEQUENCE, \"RESTART\"")
                .proof(new Proof.Breaks("INSERT INTO tb_tag DEFAULT VALUES", "23505")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter
                && !step.isNew(alter.name())
                && !step.isNew(alter.kind(), alter.name())
                && (alter.kind() == ObjectKind.SEQUENCE || alter.kind() == ObjectKind.TABLE)) {
            TokenCursor cursor = new TokenCursor(step.tokens());
            if (cursor.find("RESTART")) {
                report.at(
                        cursor.previous().offset(),
                        "The numbers that follow may be those of rows that are there.",
                        "Set the sequence to the greatest number in use.");
            }
        }
    }
}
