// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.options.LintLevel;
import java.util.Set;

/** A table or column by a word of SQL. */
final class ReservedName extends NameRule {

    ReservedName() {
        super(rule("L840", "reserved-name", LintLevel.ADVICE)
                .title("A name that is a word of SQL has to be quoted everywhere")
                .why("""
                        Without quotes the statement fails with 42601; user is worse, since it means the current user
                        and fails nowhere.
                        """)
                .rewrite("""
                        CREATE TABLE tb_order (id bigint PRIMARY KEY);
                        """)
                .source("PostgreSQL manual, Appendix C \"SQL Key Words\"")
                .proof(new Proof.Fails("42601")));
    }

    /** The reserved key words that make sense as a name. */
    private static final Set<String> RESERVED = Set.of(
            "user",
            "order",
            "group",
            "table",
            "column",
            "default",
            "check",
            "references",
            "primary",
            "foreign",
            "end",
            "limit",
            "offset",
            "desc",
            "asc",
            "from",
            "to",
            "with",
            "when",
            "case",
            "all",
            "any",
            "both",
            "constraint",
            "select",
            "union",
            "unique",
            "using",
            "window",
            "where",
            "grant",
            "analyze",
            "array",
            "cast",
            "create");

    @Override
    protected void check(String name, int offset, Report report) {
        if (RESERVED.contains(name)) {
            report.at(offset, "\"" + name + "\" has to be quoted wherever it is named.", "Choose another name.");
        }
    }
}
