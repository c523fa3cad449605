// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.options.LintLevel;
import java.util.Locale;

/** A quoted name with upper-case letters. */
final class MixedCaseName extends NameRule {

    MixedCaseName() {
        super(rule("L820", "mixed-case-name", LintLevel.ADVICE)
                .title("A name with upper-case letters has to be quoted everywhere")
                .why("""
                        PostgreSQL folds unquoted names to lower case, so that the name without quotes means another
                        object: SQLSTATE 42P01 or 42703.
                        """)
                .rewrite("""
                        CREATE TABLE tb_tag (id bigint PRIMARY KEY);
                        """)
                .source("PostgreSQL manual, 4.1.1 \"Identifiers and Key Words\"")
                .proof(new Proof.Fails("42P01")));
    }

    @Override
    protected void check(String name, int offset, Report report) {
        if (!name.equals(name.toLowerCase(Locale.ROOT))) {
            report.at(
                    offset,
                    "\"" + name + "\" has to be quoted wherever it is named.",
                    "Use lower case and underscores.");
        }
    }
}
