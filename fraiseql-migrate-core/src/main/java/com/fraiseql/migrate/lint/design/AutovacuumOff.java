// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import java.util.Locale;
import java.util.Set;

/** A table without autovacuum. */
final class AutovacuumOff extends Rule {

    AutovacuumOff() {
        super(rule("L825", "autovacuum-off", LintLevel.ADVICE)
                .about(Command.CreateTable.class, Command.AlterTable.class)
                .title("Without autovacuum the table grows, and its statistics grow old")
                .why("""
                        Dead rows stay, plans get worse, and in the end PostgreSQL starts a vacuum against wraparound
                        all the same, at a time that the operator has not chosen.
                        """)
                .rewrite("""
                        ALTER TABLE tb_post SET (autovacuum_vacuum_scale_factor = 0.01);
                        """)
                .source("PostgreSQL manual, 24.1.6 \"The Autovacuum Daemon\"")
                .proof(new Proof.Observes(
                        "SELECT reloptions::text FROM pg_class WHERE relname = 'tb_post'",
                        "{autovacuum_enabled=false}")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable || step.command() instanceof Command.AlterTable) {
            TokenCursor cursor = new TokenCursor(step.tokens());
            if (cursor.findAnywhere("autovacuum_enabled", "=")) {
                Token value = cursor.peek();
                boolean off = value.isAny("FALSE", "OFF", "0", "NO")
                        || (value.isString() && OFF.contains(value.value().toLowerCase(Locale.ROOT)));
                if (off) {
                    report.at(value.offset(), "Nothing clears this table of dead rows.", "Tune autovacuum instead.");
                }
            }
        }
    }

    private static final Set<String> OFF = Set.of("false", "off", "0", "no");
}
