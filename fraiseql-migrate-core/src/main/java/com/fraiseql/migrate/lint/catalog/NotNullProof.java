// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.catalog;

import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import com.fraiseql.migrate.sql.Tokens;
import java.util.ArrayList;
import java.util.List;

/** Reads from CHECK which columns it keeps free of nulls, as {@code ConstraintImpliedByRelConstraint} does. */
final class NotNullProof {

    private NotNullProof() {}

    /** The columns of {@code a IS NOT NULL AND b IS NOT NULL …}. */
    static List<String> of(List<Token> expression) {
        List<String> columns = new ArrayList<>();
        for (List<Token> term : terms(expression)) {
            List<Token> inner = Tokens.unwrapped(term);
            if (inner.size() < term.size()) {
                columns.addAll(of(inner));
                continue;
            }
            TokenCursor cursor = new TokenCursor(term);
            if (cursor.peek().isName()) {
                String column = cursor.take().name();
                if (cursor.accept("IS", "NOT", "NULL") && cursor.done()) {
                    columns.add(column);
                }
            }
        }
        return columns;
    }

    /** Split at AND outside of parentheses; nothing where an OR stands there. */
    private static List<List<Token>> terms(List<Token> expression) {
        List<List<Token>> terms = new ArrayList<>();
        List<Token> term = new ArrayList<>();
        TokenCursor cursor = new TokenCursor(expression);
        while (!cursor.done()) {
            if (cursor.peek().is("OR")) {
                return List.of();
            }
            if (cursor.accept("AND")) {
                terms.add(term);
                term = new ArrayList<>();
            } else {
                term.addAll(cursor.skip());
            }
        }
        terms.add(term);
        return terms;
    }
}
