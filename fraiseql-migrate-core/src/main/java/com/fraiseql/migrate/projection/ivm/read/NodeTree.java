// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a {@code pg_node_tree}: {@code {TYPE :field value …}}, lists in parentheses, {@code <>} for null.
 * The syntax has been the same for decades; what changes between server versions are the fields, which are read by
 * name.
 *
 * <p>A backslash in a token protects the character after it, so that {@code \<>} is a name. A field may have several
 * tokens, as {@code :constvalue 4 [ 1 0 0 0 ]} has; they become a list.
 */
final class NodeTree {

    /** Where something stood in the text of the query, which is of no importance to what it means. */
    private static final Set<String> PLACES =
            Set.of("location", "stmt_location", "stmt_len", "list_start", "list_end", "rexpr_list_start");

    /** Names that changed in PostgreSQL 16, where they became those of the C types. */
    private static final Map<String, String> NAMES = Map.of(
            "CASE", "CASEEXPR",
            "WHEN", "CASEWHEN",
            "ARRAY", "ARRAYEXPR",
            "ROW", "ROWEXPR",
            "COALESCE", "COALESCEEXPR",
            "MINMAX", "MINMAXEXPR",
            "COLLATE", "COLLATEEXPR",
            "ROWCOMPARE", "ROWCOMPAREEXPR",
            "RTE", "RANGETBLENTRY");

    private final String text;
    private int at;

    private NodeTree(String text) {
        this.text = text;
    }

    /** The queries of a rule; a view has one. */
    static List<Node> read(String text) {
        Object value = new NodeTree(text).value();
        if (value instanceof List<?> list) {
            return list.stream().map(Node.class::cast).toList();
        }
        throw new IllegalArgumentException("a rule is a list of queries");
    }

    /** A token of a name or a number, and whether it had a backslash. */
    private record Token(String text, boolean escaped) {}

    private @Nullable Object value() {
        skipBlanks();
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> {
                at++;
                yield node();
            }
            case '(' -> {
                at++;
                yield list(')');
            }
            case '[' -> {
                at++;
                yield list(']');
            }
            case '"' -> {
                at++;
                yield quoted();
            }
            default -> atom();
        };
    }

    private @Nullable String atom() {
        Token token = token();
        if (!token.escaped && token.text.equals("<>")) {
            return null;
        }
        return token.text;
    }

    private Node node() {
        String type = token().text;
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        skipBlanks();
        while (text.charAt(at) != '}') {
            String field = token().text.substring(1);
            List<@Nullable Object> values = new ArrayList<>(1);
            skipBlanks();
            while (text.charAt(at) != '}' && !fieldFollows()) {
                values.add(value());
                skipBlanks();
            }
            if (!PLACES.contains(field)) {
                fields.put(field, values.size() == 1 ? values.get(0) : values);
            }
        }
        at++;
        return new Node(NAMES.getOrDefault(type, type), fields);
    }

    private boolean fieldFollows() {
        return text.charAt(at) == ':' && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1));
    }

    private List<@Nullable Object> list(char end) {
        List<@Nullable Object> values = new ArrayList<>();
        skipBlanks();
        while (text.charAt(at) != end) {
            values.add(value());
            skipBlanks();
        }
        at++;
        return values;
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        while (text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            value.append(text.charAt(at++));
        }
        at++;
        return value.toString();
    }

    private Token token() {
        skipBlanks();
        StringBuilder value = new StringBuilder();
        boolean escaped = false;
        while (at < text.length() && " \n\t(){}".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == ']' && value.length() == 0) {
                break;
            }
            if (text.charAt(at) == '\\') {
                escaped = true;
                at++;
            }
            value.append(text.charAt(at++));
        }
        return new Token(value.toString(), escaped);
    }

    private void skipBlanks() {
        while (at < text.length() && " \n\t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
