// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.List;

/** Tells from the words after WHERE how many rows a statement may find. */
final class RowFilter {

    private static final String[] COMPARISONS = {"=", "<", "<=", ">", ">=", "LIKE", "ILIKE", "~", "~*", "BETWEEN"};

    private RowFilter() {}

    /** Whether it is true for every row, whatever the rows hold: there is none, or it compares constants. */
    static boolean isAlways(List<Token> where) {
        List<Token> inner = unwrapped(where);
        if (inner.isEmpty()) {
            return true;
        }
        if (inner.size() == 1) {
            return inner.get(0).is("TRUE");
        }
        return inner.size() == 3
                && inner.get(1).is("=")
                && isConstant(inner.get(0))
                && inner.get(0).text().equals(inner.get(2).text());
    }

    /** Whether it compares with a constant other than true, false and null, and so may find few rows. */
    static boolean isBounded(List<Token> where) {
        for (int i = 0; i < where.size(); i++) {
            Token token = where.get(i);
            boolean list =
                    token.is("IN") && i + 1 < where.size() && where.get(i + 1).is("(");
            if (list && i + 2 < where.size() && isConstant(where.get(i + 2))) {
                return true;
            }
            if (token.isAny(COMPARISONS) && (isConstantAt(where, i + 1) || isConstantAt(where, i - 1))) {
                return !isAlways(where);
            }
        }
        return new TokenCursor(where).mentions("LIMIT", "FETCH", "ctid", "ANY");
    }

    private static boolean isConstantAt(List<Token> words, int at) {
        return at >= 0 && at < words.size() && isConstant(words.get(at));
    }

    private static boolean isConstant(Token token) {
        return token.isString() || token.kind() == Token.Kind.NUMBER || token.kind() == Token.Kind.PARAMETER;
    }

    private static List<Token> unwrapped(List<Token> words) {
        List<Token> inner = words;
        while (inner.size() > 1
                && inner.get(0).is("(")
                && new TokenCursor(inner).skip().size() == inner.size()) {
            inner = inner.subList(1, inner.size() - 1);
        }
        return inner;
    }
}
