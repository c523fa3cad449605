// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.QualifiedName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A floating-point column whose name speaks of money. */
final class FloatAmount extends ColumnRule {

    FloatAmount() {
        super(rule("L810", "float-amount", LintLevel.ADVICE)
                .title("Amounts in floating point do not add up")
                .why("""
                        real and double precision store binary fractions, and 0.1 is none. Sums are off by fractions of
                        a cent, and comparisons for equality fail.
                        """)
                .rewrite("""
                        CREATE TABLE tb_tag (id bigint PRIMARY KEY, price numeric(12, 2));
                        """)
                .source("PostgreSQL manual, 8.1.3 \"Floating-Point Types\"")
                .proof(new Proof.Observes("SELECT sum(price) = 0.3 FROM tb_tag", "f")));
    }

    @Override
    protected @Nullable Advice advice(Step step, QualifiedName table, Column column) {
        String word = column.name().substring(column.name().lastIndexOf('_') + 1);
        return isOf(column, "float4", "float8") && AMOUNTS.contains(word)
                ? new Advice("Sums of " + column.name() + " are not exact.", "Use numeric.")
                : null;
    }

    private static final Set<String> AMOUNTS = Set.of(
            "price", "amount", "total", "subtotal", "cost", "balance", "fee", "tax", "salary", "discount", "payment");
}
