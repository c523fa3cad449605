// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.db.Sql;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lists of columns in SQL. */
public final class Columns {

    private Columns() {}

    static String list(List<String> names) {
        return names.stream().map(Sql::name).collect(Collectors.joining(", "));
    }

    static String list(String alias, List<String> names) {
        return names.stream().map(n -> alias + "." + Sql.name(n)).collect(Collectors.joining(", "));
    }

    /** A row that is compared byte by byte with another. */
    public static String row(String alias, List<String> names) {
        return "ROW(" + list(alias, names) + ")::pg_catalog.record";
    }

    /** A condition that holds where an old row {@code o} and a new row {@code n} have other bytes in a column. */
    public static String differ(List<String> names) {
        return row("o", names) + " OPERATOR(pg_catalog.*<>) " + row("n", names);
    }

    /** A condition that holds where they have the same bytes. */
    public static String same(List<String> names) {
        return row("o", names) + " OPERATOR(pg_catalog.*=) " + row("n", names);
    }

    /** Something for each number from 1. */
    public static String each(int count, String separator, IntFunction<String> text) {
        return IntStream.rangeClosed(1, count).mapToObj(text).collect(Collectors.joining(separator));
    }

    static String numbered(String prefix, int count) {
        return each(count, ", ", i -> prefix + i);
    }

    /**
     * The rows of a transition table with their position as {@code fraiseql_row}: the server appends the old and the
     * new row of a change at once, so those of one change have the same.
     */
    public static String positioned(String rows) {
        return "(SELECT t.*, pg_catalog.row_number() OVER () AS fraiseql_row FROM " + rows + " t)";
    }

    /**
     * The values of parallel arrays as rows: {@code unnest(a, b) u(c1, c2)}. With more than one argument it is not a
     * function but syntax, which has no schema.
     */
    static String unnest(String arrays, int width) {
        return (width == 1 ? "pg_catalog." : "") + "unnest(" + arrays + ") u(" + numbered("c", width) + ")";
    }
}
