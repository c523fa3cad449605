// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.projection;

import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.Token;
import java.util.List;
import java.util.Map;

/** A view of a read table that joins by a column without an index. */
final class LinkWithoutIndex extends Rule {

    LinkWithoutIndex() {
        super(rule("L845", "link-column-without-index", LintLevel.ADVICE)
                .about(Command.CreateObject.class, Command.CreateIndex.class)
                .title("The view joins by a column without an index, so each change reads the whole table")
                .why("""
                        To find the rows that a change concerns, maintenance and cascade rules walk along the
                        equalities of the view. Without an index on the column each step reads all of its table, at
                        each commit.
                        """)
                .rewrite("""
                        CREATE INDEX CONCURRENTLY tb_like_post ON tb_like (fk_post);
                        """)
                .source("docs/ivm.md, \"How it works\"")
                .proof(new Proof.Unseen("The plan depends on the number of rows, and the tables here are small.")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create
                && create.kind() == ObjectKind.VIEW
                && create.name() != null
                && create.name().name().startsWith("v_")) {
            List<ViewLinks.Link> links = ViewLinks.columns(create.rest());
            Map<String, QualifiedName> tables = links.isEmpty() ? Map.of() : ViewLinks.tables(create.rest());
            for (ViewLinks.Link link : links) {
                Token column = link.column();
                QualifiedName table = tables.get(link.owner().name());
                KnownTable known = table == null ? null : step.table(table);
                if (table != null
                        && known != null
                        && known.column(column.name()) != null
                        && !step.known().isIndexed(known.name(), column.name())) {
                    report.at(
                            column.offset(),
                            without(table, column.name()),
                            "Create one with CREATE INDEX CONCURRENTLY.");
                }
            }
        } else if (step.command() instanceof Command.CreateIndex index && index.firstKeyName() != null) {
            report.withdraw(without(index.table(), index.firstKeyName()));
        }
    }

    private static String without(QualifiedName table, String column) {
        return "No file gives " + table + " an index that begins with " + column + ".";
    }
}
