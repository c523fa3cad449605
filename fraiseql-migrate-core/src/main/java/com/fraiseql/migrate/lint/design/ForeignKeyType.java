// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.catalog.KnownColumn;
import com.fraiseql.migrate.lint.catalog.KnownConstraint;
import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TypeName;
import org.jspecify.annotations.Nullable;

/** A foreign key of another type than the key that it references. */
final class ForeignKeyType extends ColumnRule {

    ForeignKeyType() {
        super(rule("L812", "foreign-key-type", LintLevel.ADVICE)
                .title("The foreign key has another type than the key that it references")
                .why("""
                        A key that does not fit into the column's type cannot be referenced: the INSERT fails with
                        22003. And a join of two types may not use the index.
                        """)
                .rewrite("""
                        CREATE TABLE tb_label (id bigint PRIMARY KEY, fk_tag bigint REFERENCES tb_tag (id));
                        """)
                .source("PostgreSQL manual, 5.5.5 \"Foreign Keys\"")
                .proof(new Proof.Fails("22003")));
    }

    @Override
    protected @Nullable Advice advice(Step step, QualifiedName table, Column column) {
        KnownTable target = column.property(Column.Kind.REFERENCES)
                .flatMap(Column.Property::references)
                .map(step::table)
                .orElse(null);
        if (target == null) {
            return null;
        }
        KnownColumn key = key(target);
        TypeName type = column.typeName();
        TypeName referenced = key == null ? null : TypeName.of(key.type());
        if (key == null || type == null || referenced == null) {
            return null;
        }
        return type.array() == referenced.array() && stored(type).equals(stored(referenced))
                ? null
                : new Advice(
                        column.name() + " is " + column.type() + ", and " + target.name() + "." + key.name() + " is "
                                + key.type() + ".",
                        "Give both the same type.");
    }

    /** Text of any length is stored in the same way. */
    private static String stored(TypeName type) {
        return type.base().equals("varchar") ? "text" : type.base();
    }

    private static @Nullable KnownColumn key(KnownTable table) {
        for (KnownConstraint one : table.constraints().values()) {
            if (one.kind() == Constraint.Kind.PRIMARY_KEY && one.columns().size() == 1) {
                return table.column(one.columns().get(0));
            }
        }
        return null;
    }
}
