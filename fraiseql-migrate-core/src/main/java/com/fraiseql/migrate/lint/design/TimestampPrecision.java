// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/** timestamp(n) and timestamptz(n). */
final class TimestampPrecision extends ColumnRule {

    TimestampPrecision() {
        super(rule("L807", "timestamp-precision", LintLevel.ADVICE)
                .title("A timestamp with a precision is rounded, up as well as down")
                .why("""
                        A moment of this second may be stored as one of the next second, so that a row seems to come
                        from the future. Nothing is saved: the value takes 8 bytes anyway.
                        """)
                .rewrite("""
                        CREATE TABLE tb_tag (id bigint PRIMARY KEY, seen_at timestamptz);
                        """)
                .source("PostgreSQL manual, 8.5 \"Date/Time Types\"")
                .proof(new Proof.Observes("SELECT seen_at > '2024-07-01 12:00:00.7+00' FROM tb_tag", "t")));
    }

    @Override
    protected @Nullable Advice advice(Step step, QualifiedName table, Column column) {
        return isOf(column, "timestamp", "timestamptz") && hasModifier(column)
                ? new Advice(
                        column.name() + " is rounded.",
                        "Leave the precision out, and use date_trunc where it is shown.")
                : null;
    }
}
