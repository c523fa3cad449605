// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import static com.fraiseql.migrate.projection.ivm.write.Columns.differ;
import static com.fraiseql.migrate.projection.ivm.write.Columns.positioned;
import static com.fraiseql.migrate.projection.ivm.write.Columns.same;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.write.Columns;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The bodies of the functions that note what a statement changes: the old and new values of the columns by which
 * changed rows are linked, or nothing if no column has changed that counts.
 *
 * <p>Writers wait for them, so what most statements do, to change one row, is done by statements that neither sort nor
 * aggregate. A statement that changes more rows is noted in one row, too; of an insert or delete, a row or two of the
 * fast way are in the table as well, which says the same again.
 *
 * <p>Of an update, old and new rows are paired: one of each without a condition, more by their position. Only the cost
 * depends on the position, since pairs that are left out have the same values in all columns that count: they cancel
 * out whichever rows they belong to. Values are compared byte by byte, since a view may show the difference of values
 * that are equal, such as 1.0 and 1.00.
 *
 * <p>Every function, type and operator is named with its schema: setting a search path for each call would cost more
 * than all else that a statement pays while no instance listens.
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
        return "#variable_conflict use_column\nDECLARE\n  n pg_catalog.int8;\nBEGIN\n" + unlessArmed()
                + "  IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN\n" + all("new_rows")
                + "  ELSIF TG_OP OPERATOR(pg_catalog.=) 'DELETE' THEN\n" + all("old_rows")
                + "  ELSE\n    PERFORM FROM new_rows OFFSET 1;\n    IF NOT FOUND THEN\n" + one() + "    ELSE\n"
                + many() + "    END IF;\n  END IF;\n" + wake("FOUND AND ") + "END\n";
    }

    String wholesaleBody() {
        return "BEGIN\n" + unlessArmed() + "  INSERT INTO " + names.note()
                + " (x, source, bits, everything) VALUES (pg_catalog.pg_current_xact_id(), '" + table.version()
                + "', -1, true);\n" + wake("") + "END\n";
    }

    /** A sequence that was never set gives NULL. */
    private String unlessArmed() {
        return "  IF (" + isYetToCome(names.armed()) + ") IS NOT TRUE THEN\n    RETURN NULL;\n  END IF;\n";
    }

    private String wake(String condition) {
        return "  IF " + condition + isYetToCome(names.wake()) + " THEN\n    PERFORM pg_catalog.pg_notify('"
                + NoteNames.CHANNEL + "', '');\n  END IF;\n  RETURN NULL;\n";
    }

    /** An expression that needs no plan of its own, unlike a query of the sequence. */
    private static String isYetToCome(String sequence) {
        return "pg_catalog.pg_sequence_last_value(" + Sql.literal(sequence)
                + "::pg_catalog.regclass) OPERATOR(pg_catalog.>=) pg_catalog.date_part('epoch',"
                + " pg_catalog.clock_timestamp())";
    }

    /** The beginning of a statement that writes a note. */
    private String note() {
        return "    INSERT INTO " + names.note() + " (x, source, bits, everything" + each(i -> ", c" + i, "")
                + ")\n      SELECT pg_catalog.pg_current_xact_id(), '" + table.version() + "', ";
    }

    /** What a note of several rows has, of as many combinations of values as are noted. */
    private String noteOfAll(String bits) {
        String tooMany = "pg_catalog.count(*) OPERATOR(pg_catalog.>) " + MOST;
        return note() + "CASE WHEN " + tooMany + " THEN -1 ELSE " + bits + " END, " + tooMany
                + each(
                        i -> ",\n        CASE WHEN NOT (" + tooMany + ") THEN pg_catalog.array_agg(d.c" + i + ") END",
                        "");
    }

    private String all(String rows) {
        String single = note() + "-1, false" + each(i -> ", ARRAY[" + value("t", i) + "]", "") + "\n      FROM " + rows;
        if (width == 0) {
            return single + " LIMIT 1;\n";
        }
        return single + " t LIMIT 2;\n    GET DIAGNOSTICS n = ROW_COUNT;\n    IF n OPERATOR(pg_catalog.=) 2 THEN\n"
                + noteOfAll("-1") + "\n      FROM (SELECT DISTINCT " + each(i -> value("t", i) + " AS c" + i, ", ")
                + " FROM " + rows + " t LIMIT " + (MOST + 1) + ") d;\n    END IF;\n";
    }

    private String one() {
        String same = same(table.columns());
        List<String> watched =
                table.groups().stream().flatMap(List::stream).distinct().toList();
        return note() + (table.groups().size() == 1 ? "1" : bits()) + ", false"
                + each(
                        i -> ",\n        CASE WHEN " + same + " THEN ARRAY[" + value("n", i) + "] ELSE ARRAY["
                                + value("o", i) + ", " + value("n", i) + "] END",
                        "")
                + "\n      FROM old_rows o CROSS JOIN new_rows n\n      WHERE " + differ(watched) + ";\n";
    }

    private String many() {
        String values = width == 0
                ? "(VALUES (true)) v(c0)"
                : "(VALUES (" + each(i -> "p.o" + i, ", ") + "), (" + each(i -> "p.n" + i, ", ") + ")) v("
                        + each(i -> "c" + i, ", ") + ")";
        return noteOfAll("pg_catalog.bit_or(d.bits)") + "\n        FROM (SELECT DISTINCT p.bits"
                + each(i -> ", v.c" + i, "") + "\n          FROM (SELECT " + bits() + " AS bits"
                + each(i -> ", " + value("o", i) + " AS o" + i + ", " + value("n", i) + " AS n" + i, "")
                + "\n            FROM " + positioned("old_rows") + " o\n            FULL JOIN "
                + positioned("new_rows") + " n ON n.fraiseql_row OPERATOR(pg_catalog.=) o.fraiseql_row OFFSET 0) p\n"
                + "          CROSS JOIN LATERAL " + values + "\n          WHERE p.bits OPERATOR(pg_catalog.<>) 0 LIMIT "
                + (MOST + 1) + ") d HAVING pg_catalog.count(*) OPERATOR(pg_catalog.>) 0;\n";
    }

    private String bits() {
        return IntStream.range(0, table.groups().size())
                .mapToObj(group -> "CASE WHEN " + differ(table.groups().get(group)) + " THEN "
                        + (1L << Math.min(group, 62)) + "::pg_catalog.int8 ELSE 0 END")
                .collect(Collectors.joining("\n          OPERATOR(pg_catalog.|) "));
    }

    private String value(String alias, int number) {
        return alias + "." + Sql.name(table.columns().get(number - 1)) + "::pg_catalog.text";
    }

    private String each(IntFunction<String> text, String separator) {
        return Columns.each(width, separator, text);
    }
}
