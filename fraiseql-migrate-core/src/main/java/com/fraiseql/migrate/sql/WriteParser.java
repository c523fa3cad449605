// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import com.fraiseql.migrate.sql.Write.Source;
import com.fraiseql.migrate.sql.Write.Verb;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a query writes, also in its WITH clause ({@code PreparableStmt} of {@code gram.y}). */
final class WriteParser {

    private static final String[] VERBS = {"INSERT", "UPDATE", "DELETE", "MERGE"};
    private static final String[] LIMITS = {"LIMIT", "FETCH"};

    private final List<Token> tokens;

    private WriteParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<Write> of(List<Token> tokens) {
        List<Write> writes = new ArrayList<>();
        WriteParser parser = new WriteParser(tokens);
        for (int at = 0; at < tokens.size(); at++) {
            if (parser.mayBegin(at)) {
                Write write = parser.write(at);
                if (write != null) {
                    writes.add(write);
                }
            }
        }
        return List.copyOf(writes);
    }

    /** After FOR, DO and ON the same words say something else. */
    private boolean mayBegin(int at) {
        return tokens.get(at).isAny(VERBS)
                && (at == 0 || tokens.get(at - 1).isAny("(", ")", "EXPLAIN", "ANALYZE", "VERBOSE"));
    }

    private @Nullable Write write(int at) {
        List<Token> scope = scope(at);
        TokenCursor cursor = new TokenCursor(scope);
        Verb verb = Verb.valueOf(cursor.take().upper());
        if (verb != Verb.UPDATE && !cursor.acceptAny("INTO", "FROM")) {
            return null;
        }
        cursor.accept("ONLY");
        boolean parenthesis = cursor.accept("(");
        QualifiedName table = cursor.name();
        if (table == null) {
            return null;
        }
        if (parenthesis) {
            cursor.accept(")");
        }
        List<Token> body = cursor.rest();
        return switch (verb) {
            case INSERT -> insert(table, body, isLimited(tokens.subList(0, at)) || isLimited(body));
            case UPDATE -> change(verb, "FROM", table, body, at);
            case DELETE -> change(verb, "USING", table, body, at);
            case MERGE -> new Write(verb, table, Source.QUERY, true, false, isLimited(body), List.of(), body);
        };
    }

    /** LIMIT within SET bounds the value, not the rows. */
    private Write change(Verb verb, String join, QualifiedName table, List<Token> body, int at) {
        TokenCursor cursor = new TokenCursor(body);
        boolean joined = cursor.find(join);
        boolean limited = isLimited(tokens.subList(0, at)) || isLimited(cursor.rest());
        List<Token> where = where(body);
        return new Write(verb, table, null, joined, false, limited || isLimited(where), where, body);
    }

    private static boolean isLimited(List<Token> words) {
        return new TokenCursor(words).mentions(LIMITS);
    }

    private static Write insert(QualifiedName table, List<Token> body, boolean limited) {
        TokenCursor cursor = new TokenCursor(body);
        if (cursor.accept("AS")) {
            cursor.name();
        }
        boolean query = cursor.peek().is("(") && cursor.peek(1).isAny("SELECT", "WITH", "VALUES", "TABLE");
        if (!query) {
            cursor.list();
        }
        if (cursor.accept("OVERRIDING")) {
            cursor.take();
            cursor.accept("VALUE");
        }
        boolean values = cursor.peek().isAny("VALUES", "DEFAULT");
        boolean onConflict = false;
        List<Token> where = new ArrayList<>();
        boolean inWhere = false;
        while (!cursor.done()) {
            if (cursor.accept("ON", "CONFLICT")) {
                onConflict = true;
                break;
            }
            inWhere |= cursor.accept("WHERE");
            if (inWhere) {
                where.addAll(cursor.skip());
            } else {
                cursor.pass();
            }
        }
        return new Write(
                Verb.INSERT, table, values ? Source.VALUES : Source.QUERY, false, onConflict, limited, where, body);
    }

    /** To the end of the parenthesis that it stands in. */
    private List<Token> scope(int at) {
        int depth = 0;
        int end = at;
        while (end < tokens.size()) {
            Token token = tokens.get(end);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth < 0) {
                break;
            }
            end++;
        }
        return tokens.subList(at, end);
    }

    private static List<Token> where(List<Token> body) {
        TokenCursor cursor = new TokenCursor(body);
        if (!cursor.find("WHERE")) {
            return List.of();
        }
        List<Token> where = new ArrayList<>();
        while (!cursor.done() && !cursor.peek().is("RETURNING")) {
            where.addAll(cursor.skip());
        }
        return where;
    }
}
