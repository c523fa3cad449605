// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/** money. */
final class MoneyColumn extends ColumnRule {

    MoneyColumn() {
        super(rule("L808", "money-column", LintLevel.ADVICE)
                .title("money knows no currency and no fraction of a cent")
                .why("""
                        What a stored number means depends on the setting lc_monetary of the session, and every division
                        is cut off.
                        """)
                .rewrite("""
                        CREATE TABLE tb_tag (id bigint PRIMARY KEY, price numeric(12, 2));
                        """)
                .source("PostgreSQL manual, 8.2 \"Monetary Types\"")
                .proof(new Proof.Observes("SELECT price / 3 * 3 < price FROM tb_tag", "t")));
    }

    @Override
    protected @Nullable Advice advice(Step step, QualifiedName table, Column column) {
        return isOf(column, "money")
                ? new Advice(
                        column.name() + " depends on the locale of the session.",
                        "Use numeric, and store the currency.")
                : null;
    }
}
