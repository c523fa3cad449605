// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/** json. */
final class JsonColumn extends ColumnRule {

    JsonColumn() {
        super(rule("L809", "prefer-jsonb", LintLevel.ADVICE)
                .title("json has no equality, so that DISTINCT, GROUP BY and UNION fail")
                .why("""
                        The type keeps the text as it was sent and parses it at every access. A SELECT DISTINCT that
                        includes the column fails with 42883.
                        """)
                .rewrite("""
                        CREATE TABLE tb_tag (id bigint PRIMARY KEY, data jsonb);
                        """)
                .source("PostgreSQL manual, 8.14 \"JSON Types\"")
                .proof(new Proof.Fails("42883")));
    }

    @Override
    protected @Nullable Advice advice(Step step, QualifiedName table, Column column) {
        return isOf(column, "json")
                ? new Advice(column.name() + " cannot be compared or indexed.", "Use jsonb.")
                : null;
    }
}
