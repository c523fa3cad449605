// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The string 'now' as a default. */
final class FrozenDefault extends ColumnRule {

    FrozenDefault() {
        super(rule("L834", "default-of-that-moment", LintLevel.ADVICE)
                .title("The default 'now' is the moment of the migration, for ever")
                .why("""
                        PostgreSQL computes the string once, when the column is created. Every row gets that one moment.
                        """)
                .rewrite("""
                        CREATE TABLE tb_tag (id bigint PRIMARY KEY, created_at timestamptz DEFAULT now());
                        """)
                .source("PostgreSQL manual, 8.5.1.4 \"Special Values\"")
                .proof(new Proof.Observes(
                        "SELECT pg_get_expr(adbin, adrelid) LIKE '''20%' FROM pg_attrdef WHERE adrelid "
                                + "= 'tb_tag'::regclass",
                        "t")));
    }

    @Override
    protected @Nullable Advice advice(Step step, QualifiedName table, Column column) {
        List<Token> value = column.property(Column.Kind.DEFAULT)
                .map(Column.Property::expression)
                .orElse(List.of());
        boolean frozen = !value.isEmpty()
                && value.get(0).isString()
                && FROZEN.contains(value.get(0).value().strip().toLowerCase(Locale.ROOT));
        return frozen
                ? new Advice(column.name() + " gets the moment of this migration.", "Write DEFAULT now().")
                : null;
    }

    private static final Set<String> FROZEN = Set.of("now", "now()", "today", "tomorrow", "yesterday");
}
