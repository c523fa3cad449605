// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.write.Columns;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The bodies of the functions that note what a statement changes: one row, with the old and new values of the columns
 * by which changed rows are linked, or none if no column has changed that counts.
 *
 * <p>Of an update, old and new rows are paired: one of each without a condition, more by their position. Only the cost
 * depends on the position, since pairs that are left out have the same values in all columns that count: they cancel
 * out whichever rows they belong to. Values are compared byte by byte, since a view may show the difference of values
 * that are equal, such as 1.0 and 1.00.
 */
final class CollectorSql {

    /** The most combinations of values that are noted; more concern every key. */
    static final int MOST = 10_000;

    private final NotedTable table;
    private final NoteNames names;
    private final int width;

    CollectorSql(NotedTable table, NoteNames names) {
        this.table = table;
        this.names = names;
        this.width = table.columns().size();
    }

    String body() {
        return "#variable_conflict use_column\nDECLARE\n  n bigint;\nBEGIN\n" + unlessArmed()
                + "  IF TG_OP = 'INSERT' THEN\n" + all("new_rows")
                + "  ELSIF TG_OP = 'DELETE' THEN\n" + all("old_rows")
                + "  ELSE\n    SELECT count(*) INTO n FROM (SELECT FROM new_rows LIMIT 2) r;\n"
                + "    IF n = 1 THEN\n" + one() + "    ELSE\n" + many() + "    END IF;\n  END IF;\n"
                + wake("FOUND AND ") + "END\n";
    }

    String wholesaleBody() {
        return "BEGIN\n" + unlessArmed()
                + "  INSERT INTO " + names.note() + " (x, source, bits, everything) VALUES (pg_current_xact_id(), '"
                + table.version() + "', -1, true);\n" + wake("") + "END\n";
    }

    private String unlessArmed() {
        return "  IF (SELECT s.last_value FROM " + names.armed()
                + " s) < extract(epoch FROM clock_timestamp()) THEN\n    RETURN NULL;\n  END IF;\n";
    }

    /** The beginning of a statement that writes a note. */
    private String note() {
        return "    INSERT INTO " + names.note() + " (x, source, bits, everything" + each(i -> ", c" + i, "")
                + ")\n      SELECT pg_current_xact_id(), '" + table.version() + "', ";
    }

    /** What a note of several rows has, of as many combinations of values as are noted. */
    private String noteOfAll(String bits) {
        return note() + "CASE WHEN count(*) > " + MOST + " THEN -1 ELSE " + bits + " END, count(*) > " + MOST
                + each(i -> ",\n        CASE WHEN count(*) <= " + MOST + " THEN array_agg(d.c" + i + ") END", "");
    }

    private String wake(String condition) {
        return "  IF " + condition + "(SELECT s.last_value FROM " + names.wake()
                + " s) >= extract(epoch FROM clock_timestamp()) THEN\n    PERFORM pg_notify('" + NoteNames.CHANNEL
                + "', '');\n  END IF;\n  RETURN NULL;\n";
    }

    private String all(String rows) {
        String distinct = width == 0
                ? "SELECT FROM " + rows + " LIMIT 1"
                : "SELECT DISTINCT " + each(i -> value("t", i) + " AS c" + i, ", ") + " FROM " + rows + " t LIMIT "
                        + (MOST + 1);
        return noteOfAll("-1") + "\n      FROM (" + distinct + ") d HAVING count(*) > 0;\n";
    }

    private String one() {
        String same = Columns.row("o", table.columns()) + " *= " + Columns.row("n", table.columns());
        return note() + "b.bits, false"
                + each(
                        i -> ",\n        CASE WHEN " + same + " THEN ARRAY[" + value("n", i) + "] ELSE ARRAY["
                                + value("o", i) + ", " + value("n", i) + "] END",
                        "")
                + "\n      FROM old_rows o CROSS JOIN new_rows n CROSS JOIN LATERAL (SELECT " + bits()
                + " AS bits) b\n      WHERE b.bits <> 0;\n";
    }

    private String many() {
        String values = width == 0
                ? "(VALUES (true)) v(c0)"
                : "(VALUES (" + each(i -> "p.o" + i, ", ") + "), (" + each(i -> "p.n" + i, ", ") + ")) v("
                        + each(i -> "c" + i, ", ") + ")";
        return noteOfAll("bit_or(d.bits)") + "\n        FROM (SELECT DISTINCT p.bits" + each(i -> ", v.c" + i, "")
                + "\n          FROM (SELECT " + bits() + " AS bits"
                + each(i -> ", " + value("o", i) + " AS o" + i + ", " + value("n", i) + " AS n" + i, "")
                + "\n            FROM " + Columns.positioned("old_rows") + " o\n            FULL JOIN "
                + Columns.positioned("new_rows")
                + " n ON n.fraiseql_row = o.fraiseql_row OFFSET 0) p\n          CROSS JOIN LATERAL " + values
                + "\n          WHERE p.bits <> 0 LIMIT " + (MOST + 1) + ") d HAVING count(*) > 0;\n";
    }

    private String bits() {
        return IntStream.range(0, table.groups().size())
                .mapToObj(
                        group -> "CASE WHEN " + Columns.row("o", table.groups().get(group)) + " *<> "
                                + Columns.row("n", table.groups().get(group)) + " THEN " + (1L << Math.min(group, 62))
                                + "::bigint ELSE 0 END")
                .collect(Collectors.joining("\n          | "));
    }

    private String column(String alias, int number) {
        return alias + "." + Sql.name(table.columns().get(number - 1));
    }

    private String value(String alias, int number) {
        return column(alias, number) + "::text";
    }

    private String each(IntFunction<String> text, String separator) {
        return Columns.each(width, separator, text);
    }
}
