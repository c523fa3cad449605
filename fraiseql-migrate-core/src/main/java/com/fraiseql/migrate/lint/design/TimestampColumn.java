// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/** timestamp without time zone. */
final class TimestampColumn extends ColumnRule {

    TimestampColumn() {
        super(rule("L806", "prefer-timestamptz", LintLevel.ADVICE)
                .title("timestamp drops the time zone of what is stored in it")
                .why("""
                        The value is whatever the clock of the client showed, in a zone that nothing remembers. Two
                        clients with different zones store different values for one moment.
                        """)
                .rewrite("""
                        CREATE TABLE tb_tag (id bigint PRIMARY KEY, seen_at timestamptz);
                        """)
                .source("PostgreSQL manual, 8.5.1.3 \"Time Stamps\"")
                .proof(new Proof.Observes("SELECT seen_at FROM tb_tag", "2024-07-01 12:00:00")));
    }

    @Override
    protected @Nullable Advice advice(Step step, QualifiedName table, Column column) {
        return isOf(column, "timestamp")
                ? new Advice(column.name() + " does not tell which moment it means.", "Use timestamptz.")
                : null;
    }
}
