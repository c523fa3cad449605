// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One INSERT, UPDATE, DELETE or MERGE of a statement, which may stand in its WITH clause.
 *
 * @param verb what it does to the rows
 * @param table the table that it writes
 * @param source where the rows of INSERT and MERGE come from; {@code null} for UPDATE and DELETE
 * @param joined whether UPDATE has FROM or DELETE has USING
 * @param onConflict whether INSERT has ON CONFLICT
 * @param limited whether LIMIT or FETCH bounds the rows that it finds, in its own query or in the WITH clause above it
 * @param where the words after WHERE of UPDATE and DELETE, and of the query of INSERT; none if there is no WHERE
 * @param body all words after the table's name
 */
public record Write(
        Verb verb,
        QualifiedName table,
        @Nullable Source source,
        boolean joined,
        boolean onConflict,
        boolean limited,
        List<Token> where,
        List<Token> body) {

    /** What is done to rows. */
    public enum Verb {
        INSERT,
        UPDATE,
        DELETE,
        MERGE
    }

    /** Where new rows come from. */
    public enum Source {
        /** They stand in the statement. */
        VALUES,
        /** A query finds them. */
        QUERY
    }

    public Write {
        where = List.copyOf(where);
        body = List.copyOf(body);
    }

    /** Whether UPDATE and DELETE write every row of the table: without WHERE, or with one that is true for all. */
    public boolean isEveryRow() {
        return source == null && !joined && RowFilter.isAlways(where);
    }

    /**
     * Whether it may write as many rows as a table has: neither LIMIT nor a comparison with a constant keeps it from
     * that.
     */
    public boolean isBulk() {
        return !isLimited()
                && !RowFilter.isBounded(where, joined || verb == Verb.INSERT)
                && (verb != Verb.INSERT || readsTable());
    }

    /** Whether the query of INSERT has a FROM with a table in it; a function or VALUES has few rows. */
    private boolean readsTable() {
        TokenCursor cursor = new TokenCursor(body);
        if (cursor.peek().is("(")) {
            cursor.pass();
        }
        if (!cursor.find("FROM")) {
            return false;
        }
        cursor.accept("ONLY");
        return cursor.name() != null && !cursor.peek().is("(");
    }

    /** Whether the rows that it reads are bounded by LIMIT or FETCH, or by the rows that stand in the statement. */
    public boolean isLimited() {
        return source == Source.VALUES || limited;
    }
}
