// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column as CREATE TABLE or ADD COLUMN defines it.
 *
 * @param name its name
 * @param type its type in the statement's words, single spaces between them; empty where the statement gives none
 * @param typeName the same as PostgreSQL calls it; {@code null} where the statement gives none
 * @param constraints what follows the type
 */
public record Column(String name, String type, @Nullable TypeName typeName, List<Property> constraints) {

    public Column {
        constraints = List.copyOf(constraints);
    }

    /**
     * One property of a column.
     *
     * @param kind what it is
     * @param expression its expression or options, without outer parentheses
     * @param references the table of REFERENCES
     */
    public record Property(Kind kind, List<Token> expression, Optional<QualifiedName> references) {

        public Property {
            expression = List.copyOf(expression);
        }
    }

    /** What a property of a column is. */
    public enum Kind {
        NOT_NULL,
        NULL,
        DEFAULT,
        CHECK,
        UNIQUE,
        PRIMARY_KEY,
        REFERENCES,
        GENERATED_STORED,
        GENERATED_VIRTUAL,
        IDENTITY,
        COLLATE,
        STORAGE,
        COMPRESSION,
        OPTIONS
    }

    /** Its first property of a kind. */
    public Optional<Property> property(Kind kind) {
        for (Property one : constraints) {
            if (one.kind() == kind) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    public boolean has(Kind kind) {
        for (Property one : constraints) {
            if (one.kind() == kind) {
                return true;
            }
        }
        return false;
    }

    /** Whether it identifies rows by itself, with a unique index. */
    public boolean isKey() {
        return has(Kind.PRIMARY_KEY) || has(Kind.UNIQUE);
    }

    /** Whether its type is one of the serial types, which are an integer with a sequence. */
    public boolean isSerial() {
        return switch (type) {
            case "serial", "serial2", "serial4", "serial8", "smallserial", "bigserial" -> true;
            default -> false;
        };
    }
}
