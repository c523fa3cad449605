// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.projection;

import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The equalities {@code a.x = b.y} of a view's query. */
final class ViewLinks {

    private static final String[] BEFORE_TABLES = {"FROM", "JOIN", ","};

    private ViewLinks() {}

    /** The tables after FROM, JOIN and commas, by their alias or name. */
    static Map<String, QualifiedName> tables(List<Token> query) {
        Map<String, QualifiedName> tables = new HashMap<>();
        TokenCursor cursor = new TokenCursor(query);
        while (!cursor.done()) {
            if (!cursor.take().isAny(BEFORE_TABLES)) {
                continue;
            }
            QualifiedName name = cursor.name();
            if (name != null) {
                cursor.accept("AS");
                boolean alias = cursor.peek().isName()
                        && !cursor.peek().isAny("ON", "JOIN", "LEFT", "RIGHT", "INNER", "CROSS", "WHERE", "GROUP");
                tables.put(alias ? cursor.peek().name() : name.name(), name);
            }
        }
        return tables;
    }

    /** A column, and what stands before its point. */
    record Link(Token owner, Token column) {}

    /** The columns on both sides of the equalities. */
    static List<Link> columns(List<Token> query) {
        List<Link> columns = new ArrayList<>();
        for (int i = 3; i + 3 < query.size(); i++) {
            if (query.get(i).is("=") && isColumn(query, i - 3) && isColumn(query, i + 1)) {
                columns.add(new Link(query.get(i - 3), query.get(i - 1)));
                columns.add(new Link(query.get(i + 1), query.get(i + 3)));
            }
        }
        return columns;
    }

    private static boolean isColumn(List<Token> query, int at) {
        return query.get(at).isName()
                && query.get(at + 1).is(".")
                && query.get(at + 2).isName();
    }
}
