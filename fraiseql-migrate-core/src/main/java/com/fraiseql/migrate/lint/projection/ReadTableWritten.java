// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.projection;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.WriteRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Write;

/** INSERT, UPDATE, DELETE or MERGE of a read table. */
final class ReadTableWritten extends WriteRule {

    ReadTableWritten() {
        super(rule("L846", "read-table-written", LintLevel.WARNING)
                .title("A migration writes a read table, and it is no longer what its view says")
                .why("""
                        The view of a tv_ table says what is in it. What a migration writes beside it is taken for a
                        difference: the next sync or verify --repair undoes it, and until then the two sides of the
                        application disagree.
                        """)
                .rewrite("""
                        UPDATE tb_comment SET content = 'x' WHERE id = 1;
                        -- tv_comment follows: by maintenance, or by fraiseql migrate sync
                        """)
                .source("docs/cqrs.md")
                .proof(new Proof.Changes(
                        "SELECT count(*) FROM (TABLE v_comment EXCEPT TABLE tv_comment) d", "0", "1")));
    }

    @Override
    protected void check(Step step, Write write, Report report) {
        if (ReadTables.isReadTable(write.table())
                && !step.isNew(write.table())
                && !step.known().mentionsOf(ReadTables.viewOf(write.table())).isEmpty()) {
            report.at(
                    write.table().from(),
                    write.table() + " is made of " + ReadTables.viewOf(write.table())
                            + ", and what is written here is undone by the next sync.",
                    "Change the base tables, or the view.");
        }
    }
}
