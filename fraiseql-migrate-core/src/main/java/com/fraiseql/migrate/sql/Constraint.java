// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table's constraint.
 *
 * @param kind what it is
 * @param name its name, or {@code null} where PostgreSQL chooses it
 * @param columns the constrained columns, as far as the statement names them
 * @param references the table of FOREIGN KEY … REFERENCES
 * @param notValid whether it says NOT VALID
 * @param usingIndex the index of UNIQUE or PRIMARY KEY USING INDEX
 * @param enforced false for NOT ENFORCED
 * @param expression of CHECK, without its parentheses
 */
public record Constraint(
        Kind kind,
        @Nullable String name,
        List<String> columns,
        @Nullable QualifiedName references,
        boolean notValid,
        @Nullable String usingIndex,
        boolean enforced,
        List<Token> expression) {

    /** What a constraint is. */
    public enum Kind {
        CHECK,
        UNIQUE,
        PRIMARY_KEY,
        EXCLUDE,
        FOREIGN_KEY,
        NOT_NULL;

        /** Whether it identifies rows by its columns, with a unique index. */
        public boolean isKey() {
            return this == PRIMARY_KEY || this == UNIQUE;
        }
    }

    public Constraint {
        columns = List.copyOf(columns);
        expression = List.copyOf(expression);
    }

    /** Whether adding it reads the rows that are there already. */
    public boolean checksRows() {
        return !notValid && enforced;
    }
}
