// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/** time with time zone. */
final class TimeWithZone extends ColumnRule {

    TimeWithZone() {
        super(rule("L831", "time-with-zone", LintLevel.ADVICE)
                .title("A time of day with a zone, but without a date, means no moment")
                .why("""
                        The offset of a zone depends on the date. Two values that mean the same moment are not equal.
                        """)
                .rewrite("""
                        CREATE TABLE tb_tag (id bigint PRIMARY KEY, opens_at time);
                        """)
                .source("PostgreSQL manual, 8.5 \"Date/Time Types\"")
                .proof(new Proof.Observes("SELECT opens_at = '10:00+00' FROM tb_tag", "f")));
    }

    @Override
    protected @Nullable Advice advice(Step step, QualifiedName table, Column column) {
        return isOf(column, "timetz")
                ? new Advice(column.name() + " has a zone and no date.", "Use time, and store the name of the zone.")
                : null;
    }
}
