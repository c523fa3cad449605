// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of a query of our own. The values travel as text; a column is named as the query names it, or by its place
 * counted from 0 where the query has few.
 *
 * @param columns the names of the columns, shared by all rows of a result
 * @param values the values as PostgreSQL writes them, {@code null} for NULL
 */
public record Row(List<String> columns, List<@Nullable String> values) {

    /** The value as text. */
    public String text(String column) {
        return text(place(column));
    }

    /** The value as text, {@code null} if it is NULL. */
    public @Nullable String textOrNull(String column) {
        return textOrNull(place(column));
    }

    /** The value of an integer column, or of one that holds an oid. */
    public long number(String column) {
        return number(place(column));
    }

    /** The value of an integer column, {@code null} if it is NULL. */
    public @Nullable Long numberOrNull(String column) {
        return numberOrNull(place(column));
    }

    /** The value of a boolean column; false if it is NULL. */
    public boolean flag(String column) {
        return flag(place(column));
    }

    /** The value as text. */
    public String text(int place) {
        return Objects.requireNonNull(values.get(place), columns.get(place));
    }

    /** The value as text, {@code null} if it is NULL. */
    public @Nullable String textOrNull(int place) {
        return values.get(place);
    }

    /** The value of an integer column, or of one that holds an oid. */
    public long number(int place) {
        return Long.parseLong(text(place));
    }

    /** The value of an integer column, {@code null} if it is NULL. */
    public @Nullable Long numberOrNull(int place) {
        return values.get(place) == null ? null : Long.valueOf(number(place));
    }

    /** The value of a boolean column; false if it is NULL. */
    public boolean flag(int place) {
        return "t".equals(values.get(place));
    }

    /** The parts of a value that the query has put together with {@code chr(30)}; none if it is empty or NULL. */
    public List<String> list(String column) {
        String text = textOrNull(column);
        return text == null || text.isEmpty() ? List.of() : List.of(text.split("\u001e", -1));
    }

    private int place(String column) {
        int place = columns.indexOf(column);
        if (place < 0) {
            throw new IllegalArgumentException("the query has no column " + column + ", only " + columns);
        }
        return place;
    }
}
