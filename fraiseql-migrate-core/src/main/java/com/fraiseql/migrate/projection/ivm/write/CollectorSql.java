// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import static com.fraiseql.migrate.projection.ivm.write.Columns.each;
import static com.fraiseql.migrate.projection.ivm.write.Columns.row;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.decide.BaseTable;
import com.fraiseql.migrate.projection.ivm.derive.Arrays;
import com.fraiseql.migrate.projection.ivm.derive.Concern;
import com.fraiseql.migrate.projection.ivm.derive.Group;
import com.fraiseql.migrate.projection.ivm.derive.Slot;
import com.fraiseql.migrate.projection.ivm.derive.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The function that captures what one statement has changed in a base table: one row of the queue, or none if no
 * column has changed that a view uses.
 *
 * <p>Old and new rows are paired by a FULL JOIN on the primary key, which is never a nested loop: the plan of the first
 * call is kept, and the first statement may have changed one row and the next one a million. Values are compared byte
 * by byte, since a view may show the difference of values that are equal, such as 1.0 and 1.00.
 */
final class CollectorSql {

    private final Source source;
    private final Enqueue enqueue;
    private final List<String> captured;
    private final List<Arrays> arrays;

    CollectorSql(Source source, Enqueue enqueue) {
        this.source = source;
        this.enqueue = enqueue;
        this.captured = source.captured();
        this.arrays = IntStream.range(0, source.groups().size())
                .mapToObj(i -> new Arrays(
                        "g" + (i + 1),
                        source.groups().get(i).slots().stream().map(Slot::type).toList()))
                .toList();
    }

    String body() {
        StringBuilder text = new StringBuilder("#variable_conflict use_column\nDECLARE\n");
        text.append("  me xid8;\n  note text;\n  first boolean;\n  concerns bigint;\n");
        for (int i = 0; i < arrays.size(); i++) {
            text.append("  ").append(arrays.get(i).declarations());
            text.append("  ")
                    .append(Functions.comment(inWords(source.groups().get(i))))
                    .append('\n');
        }
        text.append("BEGIN\n");
        text.append("  IF TG_OP = 'INSERT' THEN\n").append(take(all("new_rows"), false));
        text.append("  ELSIF TG_OP = 'DELETE' THEN\n").append(take(all("old_rows"), false));
        text.append("  ELSE\n").append(take(changed(), true));
        text.append("  END IF;\n  IF concerns IS NULL THEN\n    RETURN NULL;\n  END IF;\n");
        text.append(enqueue.text(
                source,
                "false",
                "concerns",
                source.groups().stream().flatMap(g -> g.slots().stream()).toList(),
                arrays.stream().map(Arrays::list).toList()));
        return text.append("END\n").toString();
    }

    private static String inWords(Group group) {
        return (group.kind() == Group.Kind.TOUCHED ? "of changed rows: " : "of rows whose links changed: ")
                + String.join(", ", group.columns());
    }

    /** Rows with all bits: every row that was inserted or deleted counts. */
    private String all(String rows) {
        return "SELECT -1::bigint AS bits, true AS moved"
                + each(captured.size(), "", i -> ", t." + Sql.name(captured.get(i - 1)) + " AS c" + i) + " FROM " + rows
                + " t";
    }

    private String changed() {
        List<String> key = source.table().key();
        if (key.isEmpty()) {
            return all("old_rows") + "\n        UNION ALL " + all("new_rows");
        }
        String links = captured.stream().map(Sql::name).map(c -> "t." + c).collect(Collectors.joining(", "));
        return "SELECT p.bits, p.moved" + each(captured.size(), "", i -> ", x.c" + i) + "\n        FROM (SELECT "
                + source.concerns().stream().map(this::bit).collect(Collectors.joining("\n                 | "))
                + " AS bits,\n               ROW(" + links.replace("t.", "o.") + ")::record *<> ROW("
                + links.replace("t.", "n.") + ")::record AS moved,\n               o." + Sql.name(key.get(0))
                + " IS NOT NULL AS before, n." + Sql.name(key.get(0)) + " IS NOT NULL AS after"
                + each(
                        captured.size(),
                        "",
                        i -> ", o." + Sql.name(captured.get(i - 1)) + " AS o" + i + ", n."
                                + Sql.name(captured.get(i - 1)) + " AS n" + i)
                + "\n          FROM " + versions("old_rows") + " o\n          FULL JOIN " + versions("new_rows")
                + " n ON "
                + key.stream().map(Sql::name).map(k -> "n." + k + " = o." + k).collect(Collectors.joining(" AND "))
                + " AND n.fraiseql_version = o.fraiseql_version OFFSET 0) p\n"
                + "        CROSS JOIN LATERAL (VALUES (p.before"
                + each(captured.size(), "", i -> ", p.o" + i) + "), (p.after"
                + each(captured.size(), "", i -> ", p.n" + i) + ")) x(present"
                + each(captured.size(), "", i -> ", c" + i) + ")\n        WHERE p.bits <> 0 AND x.present";
    }

    /**
     * The rows with a number for each of those that have one key: where a row refers to itself and its key changes, the
     * cascade changes it once more, and its new key stands once in the old and twice in the new rows.
     */
    private String versions(String rows) {
        return "(SELECT t.*, row_number() OVER (PARTITION BY "
                + Columns.list("t", source.table().key()) + ") AS fraiseql_version FROM " + rows + " t)";
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

    /** Gathers the values of every group. */
    private String take(String rows, boolean update) {
        boolean composite = source.groups().stream().anyMatch(g -> g.columns().size() > 1);
        List<String> values = new ArrayList<>();
        List<String> into = new ArrayList<>();
        values.add("bit_or(r.bits)");
        into.add("concerns");
        StringBuilder copies = new StringBuilder();
        List<String> composites = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            Group group = source.groups().get(i);
            boolean moved = update && group.kind() == Group.Kind.MOVED;
            int same = update ? -1 : earlier(i);
            if (same >= 0) {
                copies.append(copy(arrays.get(i), arrays.get(same)));
            } else if (group.columns().size() == 1) {
                values.add(
                        "array_agg(DISTINCT r.c" + position(group, 0) + ")" + (moved ? " FILTER (WHERE r.moved)" : ""));
                into.add(arrays.get(i).first());
            } else {
                composites.add(composite(group, i, moved));
                into.add(arrays.get(i).list());
            }
        }
        if (!composite) {
            return "    SELECT " + String.join(", ", values) + "\n      INTO " + String.join(", ", into)
                    + "\n      FROM (" + rows + ") r;\n" + copies;
        }
        return "    WITH r AS MATERIALIZED (" + rows + ")\n    SELECT s.*"
                + each(composites.size(), "", i -> ", z" + i + ".*")
                + "\n      INTO " + String.join(", ", ordered(into)) + "\n      FROM (SELECT "
                + String.join(", ", values) + " FROM r) s"
                + each(composites.size(), "", i -> ",\n           (" + composites.get(i - 1) + ") z" + i) + ";\n"
                + copies;
    }

    /** The single columns' arrays come first, as in the select list. */
    private static List<String> ordered(List<String> into) {
        List<String> sorted =
                new ArrayList<>(into.stream().filter(n -> !n.contains(", ")).toList());
        into.stream().filter(n -> n.contains(", ")).forEach(sorted::add);
        return sorted;
    }

    private String composite(Group group, int index, boolean moved) {
        int width = group.columns().size();
        return "SELECT "
                + each(
                        width,
                        ", ",
                        i -> "array_agg(d.c" + i + ") AS "
                                + arrays.get(index).names().get(i - 1))
                + " FROM (SELECT DISTINCT " + each(width, ", ", i -> "r.c" + position(group, i - 1) + " AS c" + i)
                + " FROM r" + (moved ? " WHERE r.moved" : "") + ") d";
    }

    private int earlier(int index) {
        return IntStream.range(0, index)
                .filter(i -> source.groups()
                        .get(i)
                        .columns()
                        .equals(source.groups().get(index).columns()))
                .findFirst()
                .orElse(-1);
    }

    private static String copy(Arrays to, Arrays from) {
        return IntStream.range(0, to.width())
                .mapToObj(
                        i -> "    " + to.names().get(i) + " := " + from.names().get(i) + ";\n")
                .collect(Collectors.joining());
    }

    private int position(Group group, int column) {
        return captured.indexOf(group.columns().get(column)) + 1;
    }
}
