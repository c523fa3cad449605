// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/** varchar with a length. */
final class VarcharLength extends ColumnRule {

    VarcharLength() {
        super(rule("L804", "prefer-text", LintLevel.ADVICE)
                .title("varchar(n) refuses what is longer, and is no faster than text")
                .why("""
                        PostgreSQL stores both alike. A limit that is too short fails in production with 22001, and the
                        change of the type takes an exclusive lock; a CHECK can be replaced without one.
                        """)
                .rewrite("""
                        CREATE TABLE tb_tag (id bigint PRIMARY KEY, name text CHECK (length(name) <= 50));
                        """)
                .source("PostgreSQL manual, 8.3 \"Character Types\"")
                .proof(new Proof.Fails("22001")));
    }

    @Override
    protected @Nullable Advice advice(Step step, QualifiedName table, Column column) {
        return isOf(column, "varchar") && hasModifier(column)
                ? new Advice(
                        column.name() + " refuses longer texts.",
                        "Use text, with a CHECK of the length if one is needed.")
                : null;
    }
}
