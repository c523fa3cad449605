// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import org.jspecify.annotations.Nullable;

/**
 * A name in a statement, as PostgreSQL keeps it: folded, without its quotes.
 *
 * @param schema the schema that the statement names, or {@code null}
 * @param name the last part
 * @param from where the name starts in the statement's text, in characters from 0
 * @param to after its last character
 */
public record QualifiedName(@Nullable String schema, String name, int from, int to) {

    /** Whether both are the same words, wherever they stand. */
    public boolean sameAs(QualifiedName other) {
        return name.equals(other.name) && java.util.Objects.equals(schema, other.schema);
    }

    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
