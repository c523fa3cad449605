// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds references to the columns of a level, also in the sub-selects of an expression. */
final class Variables {

    private Variables() {}

    /**
     * Collects the references to the level that an expression stands in.
     *
     * @param depth how many queries below that level the value is; 0 for the expression itself
     */
    static void ofLevel(@Nullable Object value, int depth, List<Node> found) {
        if (value instanceof List<?> list) {
            list.forEach(item -> ofLevel(item, depth, found));
        } else if (value instanceof Node node) {
            if (node.is("VAR")) {
                if (node.number("varlevelsup") == depth) {
                    found.add(node);
                }
                return;
            }
            int below = node.is("QUERY") ? depth + 1 : depth;
            node.fields().values().forEach(inner -> ofLevel(inner, below, found));
        }
    }

    /** Whether there are none. */
    static boolean isConstant(@Nullable Object value) {
        List<Node> found = new ArrayList<>();
        ofLevel(value, 0, found);
        return found.isEmpty() && !containsSublink(value);
    }

    private static boolean containsSublink(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(Variables::containsSublink);
        }
        return value instanceof Node node
                && (node.is("SUBLINK") || node.fields().values().stream().anyMatch(Variables::containsSublink));
    }
}
