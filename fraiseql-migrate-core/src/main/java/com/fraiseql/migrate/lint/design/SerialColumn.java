// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/** A column of a serial type. */
final class SerialColumn extends ColumnRule {

    SerialColumn() {
        super(rule("L803", "prefer-identity", LintLevel.ADVICE)
                .title("A serial column has a sequence with privileges of its own")
                .why("""
                        A role that may INSERT into the table fails as long as it may not use the sequence, too. An
                        identity column belongs to the table as a whole, is in the SQL standard, and is copied right by
                        LIKE.
                        """)
                .rewrite("""
                        CREATE TABLE tb_tag (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
                        """)
                .source("PostgreSQL manual, 8.1.4 \"Serial Types\"")
                .proof(new Proof.Observes(
                        "SELECT has_sequence_privilege('pg_monitor', 'tb_tag_id_seq', 'USAGE')", "f")));
    }

    @Override
    protected @Nullable Advice advice(Step step, QualifiedName table, Column column) {
        return column.isSerial()
                ? new Advice(
                        "The sequence of " + column.name() + " needs privileges of its own.",
                        "Use GENERATED AS IDENTITY.")
                : null;
    }
}
