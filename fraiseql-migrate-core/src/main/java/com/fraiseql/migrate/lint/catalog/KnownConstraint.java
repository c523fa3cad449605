// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.catalog;

import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint, as far as the files tell.
 *
 * @param kind what it is
 * @param columns its columns
 * @param references the other table of a foreign key
 * @param valid whether all rows are known to satisfy it
 * @param expression of CHECK
 * @param batch the migrations that have added it, as in {@link KnownTable}
 */
public record KnownConstraint(
        Constraint.Kind kind,
        List<String> columns,
        @Nullable QualifiedName references,
        boolean valid,
        List<Token> expression,
        int batch) {

    KnownConstraint validated() {
        return new KnownConstraint(kind, columns, references, true, expression, batch);
    }

    /** Whether it proves that no row has a null in the column. */
    public boolean provesNotNull(String column) {
        return switch (kind) {
            case NOT_NULL -> valid && columns.contains(column);
            case PRIMARY_KEY -> columns.contains(column);
            case CHECK -> valid && NotNullProof.of(expression).contains(column);
            default -> false;
        };
    }
}
