// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import static com.fraiseql.migrate.projection.ivm.write.Columns.differ;
import static com.fraiseql.migrate.projection.ivm.write.Columns.each;
import static com.fraiseql.migrate.projection.ivm.write.Columns.positioned;
import static com.fraiseql.migrate.projection.ivm.write.Columns.same;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.decide.BaseTable;
import com.fraiseql.migrate.projection.ivm.derive.Arrays;
import com.fraiseql.migrate.projection.ivm.derive.Concern;
import com.fraiseql.migrate.projection.ivm.derive.Group;
import com.fraiseql.migrate.projection.ivm.derive.Source;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The queries of a collector over the transition tables of its statement: how many rows count, which tables they
 * concern, and the values of every group.
 *
 * <p>Most statements change one row, so that one is taken by a query that neither sorts nor aggregates. An update whose
 * row has not changed in a column that is used ends before that. (One old row is enough to know that one was changed:
 * there are never more new rows, and fewer where a row moves to a partition whose trigger refuses it.)
 *
 * <p>Old and new rows of an update are paired by their position, since the server appends both of a change at once.
 * Only the cost depends on the position: pairs that are not captured have the same values in all columns that are used,
 * so they cancel out whichever rows they belong to, and a pair counts as linked as before only if its primary keys are
 * the same, too. A FULL JOIN is never a nested loop: the plan of the first call is kept, and the first statement may
 * have changed two rows and the next one a million. Values are compared byte by byte, since a view may show the
 * difference of values that are equal, such as 1.0 and 1.00.
 *
 * <p>Every function, type and operator is named with its schema: setting a search path for each call would cost as much
 * as all else that a statement pays which changes no column that a view uses.
 */
final class ChangedRowsSql {

    /** The most rows, old and new ones, whose values are captured. */
    static final int MOST = 1_000_000;

    private static final String ALL = "'-1'::bigint";
    private static final String WHOLE_O = "ROW(o.*)::pg_catalog.record";
    private static final String WHOLE_N = "ROW(n.*)::pg_catalog.record";

    private final Source source;
    private final List<String> captured;
    private final List<String> identity;
    private final List<Arrays> arrays;

    ChangedRowsSql(Source source, List<Arrays> arrays) {
        this.source = source;
        this.captured = source.captured();
        this.identity = Stream.concat(captured.stream(), source.table().key().stream())
                .distinct()
                .toList();
        this.arrays = arrays;
    }

    String inserted() {
        return one(ALL, i -> values(i, "t"), "new_rows", "new_rows t") + otherwise(takeAll(all("new_rows")));
    }

    String deleted() {
        return one(ALL, i -> values(i, "t"), "old_rows", "old_rows t") + otherwise(takeAll(all("old_rows")));
    }

    String updated() {
        if (source.table().key().isEmpty()) {
            return takeAll(all("old_rows") + "\n        UNION ALL " + all("new_rows"));
        }
        List<String> used = source.concerns().stream()
                .flatMap(c -> c.columns().stream())
                .distinct()
                .toList();
        String pair = "old_rows o CROSS JOIN new_rows n";
        return "    PERFORM FROM " + pair + " WHERE " + single("old_rows") + "\n      AND " + unchanged(used)
                + ";\n    IF FOUND THEN\n      RETURN NULL;\n    END IF;\n"
                + one(bits(), this::pairedValues, "old_rows", pair) + otherwise(many());
    }

    /** Leaves everything NULL unless one row was changed. */
    private String one(String bits, IntFunction<String> values, String rows, String from) {
        return "    SELECT '1'::bigint, " + bits + across(values) + "\n      INTO changed, concerns" + variables()
                + "\n      FROM " + from + " WHERE " + single(rows) + ";\n";
    }

    private static String otherwise(String statements) {
        return "    IF changed IS NULL THEN\n" + statements + "    END IF;\n";
    }

    /** Is evaluated once, and then nothing else is read if it does not hold. */
    private static String single(String rows) {
        return "NOT EXISTS (SELECT FROM " + rows + " OFFSET 1)";
    }

    private String values(int number, String alias) {
        return source.groups().get(number).columns().stream()
                .map(c -> ", ARRAY[" + alias + "." + Sql.name(c) + "]")
                .collect(Collectors.joining());
    }

    private String pairedValues(int number) {
        Group group = source.groups().get(number);
        String same = same(group.columns());
        return group.columns().stream()
                .map(Sql::name)
                .map(c -> "CASE WHEN " + same + " THEN ARRAY[n." + c + "] ELSE ARRAY[n." + c + ", o." + c + "] END")
                .map(values -> group.kind() == Group.Kind.MOVED
                        ? "CASE WHEN " + differ(identity) + " THEN " + values + " END"
                        : values)
                .collect(Collectors.joining(",\n        ", ",\n        ", ""));
    }

    private String many() {
        return "    SELECT pg_catalog.bit_or(r.bits), pg_catalog.count(*)"
                + across(i -> aggregates(i, source.groups().get(i).kind() == Group.Kind.MOVED ? "r.moved" : ""))
                + "\n      INTO concerns, changed" + variables() + "\n      FROM (" + pairs() + ") r;\n";
    }

    /** Rows with all bits: every row that was inserted or deleted counts. */
    private String all(String rows) {
        return "SELECT " + ALL + " AS bits" + each(captured.size(), "", i -> ", " + column("t", i) + " AS c" + i)
                + " FROM " + rows + " t";
    }

    private String takeAll(String rows) {
        List<Integer> first = IntStream.range(0, arrays.size())
                .filter(i -> earlier(i) < 0)
                .boxed()
                .toList();
        return "    SELECT pg_catalog.bit_or(r.bits), pg_catalog.count(*)"
                + first.stream().map(i -> aggregates(i, "")).collect(Collectors.joining())
                + "\n      INTO concerns, changed"
                + first.stream().map(i -> ", " + arrays.get(i).list()).collect(Collectors.joining())
                + "\n      FROM (" + rows + " LIMIT " + (MOST + 1) + ") r;\n"
                + IntStream.range(0, arrays.size())
                        .filter(i -> earlier(i) >= 0)
                        .mapToObj(i -> copy(arrays.get(i), arrays.get(earlier(i))))
                        .collect(Collectors.joining());
    }

    /** Something for each group. */
    private String across(IntFunction<String> text) {
        return IntStream.range(0, arrays.size()).mapToObj(text).collect(Collectors.joining());
    }

    /** The values of a group of all rows, or of those for which a condition holds. */
    private String aggregates(int group, String condition) {
        return source.groups().get(group).columns().stream()
                .map(column -> ", pg_catalog.array_agg(r.c" + (captured.indexOf(column) + 1) + ")"
                        + (condition.isEmpty() ? "" : " FILTER (WHERE " + condition + ")"))
                .collect(Collectors.joining());
    }

    private String variables() {
        return across(i -> ", " + arrays.get(i).list());
    }

    /** For each pair that counts its new row, and its old row if they differ in a column that is captured. */
    private String pairs() {
        String present = Sql.name(source.table().key().get(0)) + " IS NOT NULL";
        return "SELECT p.bits, p.moved" + each(captured.size(), "", i -> ", x.c" + i) + "\n        FROM (SELECT "
                + bits() + " AS bits,\n               " + differ(identity) + " AS moved, o." + present
                + " AS before, n." + present + " AS after"
                + each(
                        captured.size(),
                        "",
                        i -> ", " + column("o", i) + " AS o" + i + ", " + column("n", i) + " AS n" + i)
                + "\n          FROM " + positioned("old_rows") + " o\n          FULL JOIN " + positioned("new_rows")
                + " n ON n.fraiseql_row OPERATOR(pg_catalog.=) o.fraiseql_row OFFSET 0) p\n"
                + "        CROSS JOIN LATERAL (VALUES (p.after" + each(captured.size(), "", i -> ", p.n" + i)
                + "), (p.before AND p.moved" + each(captured.size(), "", i -> ", p.o" + i) + ")) x(counts"
                + each(captured.size(), "", i -> ", c" + i)
                + ")\n        WHERE p.bits OPERATOR(pg_catalog.<>) 0 AND x.counts LIMIT " + (MOST + 1);
    }

    private String column(String alias, int number) {
        return alias + "." + Sql.name(captured.get(number - 1));
    }

    private String bits() {
        return source.concerns().stream()
                .map(this::bit)
                .collect(Collectors.joining("\n                 OPERATOR(pg_catalog.|) "));
    }

    private String bit(Concern concern) {
        return "CASE WHEN " + changed(concern.columns()) + " THEN " + concern.mask() + "::bigint ELSE 0 END";
    }

    /** The value of a column that is not stored is NULL here, so any change of the row may be one of it. */
    private boolean stored(List<String> columns) {
        return columns.stream()
                .map(c -> source.table().column(c))
                .allMatch(c -> c.map(BaseTable.Column::stored).orElse(true));
    }

    private String changed(List<String> columns) {
        return stored(columns) ? differ(columns) : WHOLE_O + " OPERATOR(pg_catalog.*<>) " + WHOLE_N;
    }

    private String unchanged(List<String> columns) {
        return stored(columns) ? same(columns) : WHOLE_O + " OPERATOR(pg_catalog.*=) " + WHOLE_N;
    }

    private int earlier(int group) {
        List<String> columns = source.groups().get(group).columns();
        return IntStream.range(0, group)
                .filter(i -> source.groups().get(i).columns().equals(columns))
                .findFirst()
                .orElse(-1);
    }

    private static String copy(Arrays to, Arrays from) {
        return IntStream.range(0, to.width())
                .mapToObj(
                        i -> "    " + to.names().get(i) + " := " + from.names().get(i) + ";\n")
                .collect(Collectors.joining());
    }
}
