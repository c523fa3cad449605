// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/** char(n). */
final class CharColumn extends ColumnRule {

    CharColumn() {
        super(rule("L805", "char-column", LintLevel.ADVICE)
                .title("char(n) is filled up with blanks")
                .why("""
                        The blanks are stored and sent, and are ignored in some comparisons and not in others, such as
                        LIKE.
                        """)
                .rewrite("""
                        CREATE TABLE tb_tag (id bigint PRIMARY KEY, code text CHECK (length(code) = 5));
                        """)
                .source("PostgreSQL manual, 8.3 \"Character Types\"")
                .proof(new Proof.Observes("SELECT octet_length(code) FROM tb_tag", "5")));
    }

    @Override
    protected @Nullable Advice advice(Step step, QualifiedName table, Column column) {
        return isOf(column, "bpchar") ? new Advice(column.name() + " is filled up with blanks.", "Use text.") : null;
    }
}
