// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node of a query tree, by the names that the server gives to its fields. The order of fields is of no importance,
 * and where the text stood is left out, so two nodes are equal if they mean the same.
 *
 * @param type the kind of node, for instance {@code VAR}
 * @param fields a field is {@code null}, text, a list or a node
 */
record Node(String type, Map<String, @Nullable Object> fields) {

    boolean is(String wanted) {
        return type.equals(wanted);
    }

    boolean has(String field) {
        return fields.get(field) != null;
    }

    @Nullable
    Object value(String field) {
        return fields.get(field);
    }

    String text(String field) {
        return (String) Objects.requireNonNull(fields.get(field), () -> type + " has no " + field);
    }

    int number(String field) {
        return Integer.parseInt(text(field));
    }

    /** An oid; 0 where the field is missing. */
    long oid(String field) {
        Object value = fields.get(field);
        return value instanceof String text ? Long.parseLong(text) : 0;
    }

    boolean flag(String field) {
        return "true".equals(fields.get(field));
    }

    @Nullable
    Node node(String field) {
        return fields.get(field) instanceof Node node ? node : null;
    }

    /** The nodes of a list; empty where the field is null. */
    List<Node> nodes(String field) {
        return fields.get(field) instanceof List<?> list
                ? list.stream()
                        .filter(Node.class::isInstance)
                        .map(Node.class::cast)
                        .toList()
                : List.of();
    }

    /** Whether a list is there that has something in it. */
    boolean filled(String field) {
        return fields.get(field) instanceof List<?> list && !list.isEmpty();
    }
}
