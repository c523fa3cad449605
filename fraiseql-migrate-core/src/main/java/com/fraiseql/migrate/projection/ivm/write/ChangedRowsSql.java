// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import static com.fraiseql.migrate.projection.ivm.write.Columns.each;
import static com.fraiseql.migrate.projection.ivm.write.Columns.positioned;
import static com.fraiseql.migrate.projection.ivm.write.Columns.row;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.decide.BaseTable;
import com.fraiseql.migrate.projection.ivm.derive.Arrays;
import com.fraiseql.migrate.projection.ivm.derive.Concern;
import com.fraiseql.migrate.projection.ivm.derive.Group;
import com.fraiseql.migrate.projection.ivm.derive.Source;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The queries of a collector over the transition tables of its statement: how many rows count, which tables they
 * concern, and the values of every group.
 *
 * <p>Of an update, old and new rows are paired: one of each without a condition, more by their position, since the
 * server appends both of a change at once. Only the cost depends on the position: pairs that are not captured have the
 * same values in all columns that are used, so they cancel out whichever rows they belong to, and a pair counts as
 * linked as before only if its primary keys are the same, too. A FULL JOIN is never a nested loop: the plan of the
 * first call is kept, and the first statement may have changed two rows and the next one a million. Values are compared
 * byte by byte, since a view may show the difference of values that are equal, such as 1.0 and 1.00.
 */
final class ChangedRowsSql {

    /** The most rows, old and new ones, whose values are captured. */
    static final int MOST = 1_000_000;

    private final Source source;
    private final List<String> captured;
    private final List<Arrays> arrays;

    ChangedRowsSql(Source source, List<Arrays> arrays) {
        this.source = source;
        this.captured = source.captured();
        this.arrays = arrays;
    }

    String inserted() {
        return takeAll(all("new_rows"));
    }

    String deleted() {
        return takeAll(all("old_rows"));
    }

    String updated() {
        if (source.table().key().isEmpty()) {
            return takeAll(all("old_rows") + "\n        UNION ALL " + all("new_rows"));
        }
        return "    SELECT count(*) FILTER (WHERE r.pair), bit_or(r.bits), count(*) FILTER (WHERE r.counts)"
                + values("r.counts", "r.counts AND r.moved") + "\n      INTO pairs, concerns, changed"
                + variables() + "\n      FROM ("
                + pairs("old_rows o FULL JOIN new_rows n ON true LIMIT 2") + ") r;\n    IF pairs > 1 THEN\n"
                + "    SELECT bit_or(r.bits), count(*)" + values("", "r.moved") + "\n      INTO concerns, changed"
                + variables() + "\n      FROM ("
                + pairs(positioned("old_rows") + " o\n          FULL JOIN " + positioned("new_rows")
                        + " n ON n.fraiseql_row = o.fraiseql_row OFFSET 0")
                + "\n        WHERE p.bits <> 0 AND x.counts LIMIT " + (MOST + 1) + ") r;\n    END IF;\n";
    }

    /** Rows with all bits: every row that was inserted or deleted counts. */
    private String all(String rows) {
        return "SELECT -1::bigint AS bits" + each(captured.size(), "", i -> ", " + column("t", i) + " AS c" + i)
                + " FROM " + rows + " t";
    }

    private String takeAll(String rows) {
        List<Integer> first = IntStream.range(0, arrays.size())
                .filter(i -> earlier(i) < 0)
                .boxed()
                .toList();
        return "    SELECT bit_or(r.bits), count(*)"
                + first.stream().map(i -> values(i, "")).collect(Collectors.joining())
                + "\n      INTO concerns, changed"
                + first.stream().map(i -> ", " + arrays.get(i).list()).collect(Collectors.joining())
                + "\n      FROM (" + rows + " LIMIT " + (MOST + 1) + ") r;\n"
                + IntStream.range(0, arrays.size())
                        .filter(i -> earlier(i) >= 0)
                        .mapToObj(i -> copy(arrays.get(i), arrays.get(earlier(i))))
                        .collect(Collectors.joining());
    }

    /** The values of all groups, with the conditions under which a row belongs to a group of each kind. */
    private String values(String touched, String moved) {
        return IntStream.range(0, arrays.size())
                .mapToObj(i -> values(i, source.groups().get(i).kind() == Group.Kind.MOVED ? moved : touched))
                .collect(Collectors.joining());
    }

    private String values(int group, String condition) {
        return source.groups().get(group).columns().stream()
                .map(column -> ", array_agg(r.c" + (captured.indexOf(column) + 1) + ")"
                        + (condition.isEmpty() ? "" : " FILTER (WHERE " + condition + ")"))
                .collect(Collectors.joining());
    }

    private String variables() {
        return arrays.stream().map(a -> ", " + a.list()).collect(Collectors.joining());
    }

    /** For each pair its new row, and its old row if they differ in a column that is captured. */
    private String pairs(String from) {
        List<String> key = source.table().key();
        List<String> identity =
                Stream.concat(captured.stream(), key.stream()).distinct().toList();
        String present = Sql.name(key.get(0)) + " IS NOT NULL";
        return "SELECT p.bits, p.moved, x.pair, p.bits <> 0 AND x.counts AS counts"
                + each(captured.size(), "", i -> ", x.c" + i) + "\n        FROM (SELECT "
                + source.concerns().stream().map(this::bit).collect(Collectors.joining("\n                 | "))
                + " AS bits,\n               " + row("o", identity) + " *<> " + row("n", identity) + " AS moved, o."
                + present + " AS before, n." + present + " AS after"
                + each(
                        captured.size(),
                        "",
                        i -> ", " + column("o", i) + " AS o" + i + ", " + column("n", i) + " AS n" + i)
                + "\n          FROM " + from + ") p\n        CROSS JOIN LATERAL (VALUES (true, p.after"
                + each(captured.size(), "", i -> ", p.n" + i) + "), (false, p.before AND p.moved"
                + each(captured.size(), "", i -> ", p.o" + i) + ")) x(pair, counts"
                + each(captured.size(), "", i -> ", c" + i) + ")";
    }

    private String column(String alias, int number) {
        return alias + "." + Sql.name(captured.get(number - 1));
    }

    private String bit(Concern concern) {
        boolean stored = concern.columns().stream()
                .map(c -> source.table().column(c))
                .allMatch(c -> c.map(BaseTable.Column::stored).orElse(true));
        // the value of a column that is not stored is NULL here, so any change of the row may be one of it
        String differ = stored
                ? row("o", concern.columns()) + " *<> " + row("n", concern.columns())
                : "ROW(o.*)::record *<> ROW(n.*)::record";
        return "CASE WHEN " + differ + " THEN " + concern.mask() + "::bigint ELSE 0 END";
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
