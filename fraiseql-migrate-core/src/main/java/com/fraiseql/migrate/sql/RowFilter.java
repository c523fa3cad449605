// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.List;

/** Tells from the words after WHERE how many rows a statement may find. */
final class RowFilter {

    private static final String[] RANGES = {"<", "<=", ">", ">="};

    private static final String[] MATCHES = {"=", "LIKE", "ILIKE", "~", "~*"};

    private RowFilter() {}

    /** Whether it is true for every row, whatever the rows hold: there is none, or it compares constants. */
    static boolean isAlways(List<Token> where) {
        List<Token> inner = Tokens.unwrapped(where);
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

    /**
     * Whether it compares with a value that stands in the statement or in a variable, and so may find few rows. A
     * comparison with true, false or null, and the condition of a join, say nothing of that.
     *
     * @param joined whether a name may be that of another table's column
     */
    static boolean isBounded(List<Token> where, boolean joined) {
        int depth = 0;
        for (int i = 0; i < where.size(); i++) {
            Token token = where.get(i);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            boolean found = token.is("BETWEEN")
                    || (token.is("IN") && isAt(where, i + 1, "(") && isConstantAt(where, i + 2))
                    || (token.isAny(MATCHES) && isOneConstant(where, i))
                    || (token.isAny(RANGES) && (isLimit(where, i) || (!joined && isVariable(where, i + 1))))
                    || (token.is("=") && depth == 0 && !joined && isVariable(where, i + 1));
            if (found) {
                return true;
            }
        }
        return new TokenCursor(where).mentions("LIMIT", "FETCH", "ctid", "ANY");
    }

    /**
     * Whether a comparison with a constant leaves few rows: keys up to a number, or a range with two ends. What is
     * older than a day, or greater than a number, may be most of the table.
     */
    private static boolean isLimit(List<Token> where, int operator) {
        if (!isOneConstant(where, operator)) {
            return false;
        }
        boolean upTo = where.get(operator).isAny("<", "<=")
                && isConstantAt(where, operator + 1)
                && !where.get(operator + 1).isString();
        return upTo || hasOtherEnd(where, operator);
    }

    private static boolean hasOtherEnd(List<Token> where, int operator) {
        for (int i = 0; i < where.size(); i++) {
            if (i != operator && where.get(i).isAny(RANGES) && isOneConstant(where, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a constant stands on one side; on both it says nothing of the rows. */
    private static boolean isOneConstant(List<Token> where, int operator) {
        return isConstantAt(where, operator + 1) != isConstantAt(where, operator - 1);
    }

    /** A name that is no function's; in code it may be a variable. */
    private static boolean isVariable(List<Token> words, int at) {
        return at < words.size()
                && words.get(at).isName()
                && !isAt(words, at + 1, "(")
                && !words.get(at)
                        .isAny(
                                "TRUE",
                                "FALSE",
                                "NULL",
                                "CURRENT_DATE",
                                "CURRENT_TIMESTAMP",
                                "LOCALTIMESTAMP",
                                "SELECT");
    }

    private static boolean isAt(List<Token> words, int at, String word) {
        return at < words.size() && words.get(at).is(word);
    }

    private static boolean isConstantAt(List<Token> words, int at) {
        return at >= 0 && at < words.size() && isConstant(words.get(at));
    }

    private static boolean isConstant(Token token) {
        return token.isString() || token.kind() == Token.Kind.NUMBER || token.kind() == Token.Kind.PARAMETER;
    }
}
