// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The oids that query trees mention, by the fields that they stand in. */
final class Mentions {

    private static final Set<String> FUNCTIONS = Set.of("funcid", "opfuncid", "aggfnoid", "winfnoid");
    private static final Set<String> TYPES = Set.of(
            "vartype",
            "consttype",
            "resulttype",
            "opresulttype",
            "funcresulttype",
            "aggtype",
            "wintype",
            "array_typeid",
            "row_typeid",
            "coalescetype",
            "minmaxtype",
            "casetype",
            "paramtype",
            "refrestype");

    private final Set<Long> relations = new TreeSet<>();
    private final Set<Long> operators = new TreeSet<>();
    private final Set<Long> functions = new TreeSet<>();
    private final Set<Long> types = new TreeSet<>();

    void add(Object value) {
        if (value instanceof List<?> list) {
            for (Object item : list) {
                if (item != null) {
                    add(item);
                }
            }
        } else if (value instanceof Node node) {
            node.fields().forEach((field, inner) -> {
                if (inner instanceof String text) {
                    collect(field, text);
                } else if (inner != null) {
                    add(inner);
                }
            });
            if (node.is("ROWCOMPAREEXPR") && node.value("opnos") instanceof List<?> numbers) {
                numbers.stream().skip(1).forEach(number -> operators.add(Long.valueOf(String.valueOf(number))));
            }
        }
    }

    private void collect(String field, String text) {
        if (field.equals("relid")) {
            relations.add(Long.valueOf(text));
        } else if (field.equals("opno")) {
            operators.add(Long.valueOf(text));
        } else if (FUNCTIONS.contains(field)) {
            functions.add(Long.valueOf(text));
        } else if (TYPES.contains(field)) {
            types.add(Long.valueOf(text));
        }
    }

    Set<Long> relations() {
        return relations;
    }

    Set<Long> operators() {
        return operators;
    }

    Set<Long> functions() {
        return functions;
    }

    Set<Long> types() {
        return types;
    }
}
