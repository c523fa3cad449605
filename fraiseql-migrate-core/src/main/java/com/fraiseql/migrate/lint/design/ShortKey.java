// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A primary key of 32 or 16 bits. */
final class ShortKey extends ColumnRule {

    ShortKey() {
        super(rule("L801", "short-integer-key", LintLevel.ADVICE)
                .title("A key of type integer ends at 2,147,483,647")
                .why("""
                        At that number every INSERT fails with 22003, and to change the type the table is rewritten
                        under an exclusive lock, with all that references it.
                        """)
                .rewrite("""
                        CREATE TABLE tb_tag (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
                        """)
                .source("PostgreSQL manual, 8.1.1 \"Integer Types\"")
                .proof(new Proof.Fails("22003")));
    }

    @Override
    protected @Nullable Advice advice(Step step, QualifiedName table, Column column) {
        boolean key = column.has(Column.Kind.PRIMARY_KEY)
                || (step.command() instanceof Command.CreateTable create
                        && create.constraints().stream()
                                .anyMatch(one -> one.kind() == Constraint.Kind.PRIMARY_KEY
                                        && one.columns().equals(List.of(column.name()))));
        return key && isOf(column, "int4", "int2")
                ? new Advice(column.name() + " ends at the greatest number of its type.", "Use bigint.")
                : null;
    }
}
