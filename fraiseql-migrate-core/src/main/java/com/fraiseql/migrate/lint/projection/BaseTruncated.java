// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.projection;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.QualifiedName;

/** TRUNCATE of a table that a read table is made of. */
final class BaseTruncated extends Rule {

    BaseTruncated() {
        super(rule("L843", "base-table-truncated", LintLevel.WARNING)
                .about(Command.Truncate.class)
                .title("TRUNCATE fires no trigger for rows, so a read table that is kept by hand does not follow")
                .why("""
                        Only triggers for TRUNCATE fire. Incremental maintenance has one: it locks the read table as a
                        whole and compares it with its view at COMMIT. A trigger of your own for INSERT, UPDATE and
                        DELETE sees nothing.
                        """)
                .rewrite("""
                        -- for each range of the key, in a transaction of its own
                        DELETE FROM tb_comment WHERE created_at < '2020-01-01' AND id BETWEEN 1 AND 1000;
                        """)
                .source("docs/ivm.md, \"Traps\"")
                .proof(new Proof.Changes(
                        "SELECT count(*) FROM (SELECT id FROM tv_comment EXCEPT SELECT id FROM v_comment) d",
                        "0",
                        "1000")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.Truncate truncate) {
            for (QualifiedName table : truncate.tables()) {
                QualifiedName read = ReadTables.fedBy(step, table);
                if (read != null) {
                    report.at(
                            table.from(),
                            "No trigger for rows fires, and " + read + " is locked as a whole or does not follow.",
                            "Delete the rows in batches.");
                }
            }
        }
    }
}
