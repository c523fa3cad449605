// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.catalog.Projection.Column;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.table.Target;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The columns of a read table as lists and rows in SQL: of the source, of the table, and of its staging table. */
final class RowSql {

    /** Types that round a value with more digits than the column has. Other types reject it. */
    private static final Set<String> ROUNDED = Set.of(
            "numeric",
            "timestamp without time zone",
            "timestamp with time zone",
            "time without time zone",
            "time with time zone",
            "interval");

    private final Target target;

    RowSql(Target target) {
        this.target = target;
    }

    /** A row of the source as the table would store it. */
    String given(String alias) {
        return IntStream.range(0, target.columns().size())
                .mapToObj(i -> given(alias, i))
                .collect(Collectors.joining(", ", "ROW(", ")"));
    }

    /** Rounds what the column rounds: otherwise the value would differ each time, however often it is written. */
    private String given(String alias, int index) {
        Column column = target.columns().get(index);
        String name = alias + "." + target.columnNames().get(index);
        return index == keyIndex() || column.type().equals(column.baseType()) || !ROUNDED.contains(column.baseType())
                ? name
                : name + "::" + column.type();
    }

    String row(String alias) {
        return target.columnNames().stream().map(c -> alias + "." + c).collect(Collectors.joining(", ", "ROW(", ")"));
    }

    String sourceColumns(String alias) {
        List<String> names = target.columnNames();
        return IntStream.range(0, names.size())
                .mapToObj(i -> given(alias, i) + " AS c" + i)
                .collect(Collectors.joining(", "));
    }

    String stagedAsNamed() {
        List<String> names = target.columnNames();
        return IntStream.range(0, names.size())
                .mapToObj(i -> "c" + i + " AS " + names.get(i))
                .collect(Collectors.joining(", "));
    }

    String stagedColumns(String prefix) {
        return IntStream.range(0, target.columns().size())
                .mapToObj(i -> prefix + "c" + i)
                .collect(Collectors.joining(", "));
    }

    String assignments() {
        List<String> names = target.columnNames();
        String given = IntStream.range(0, names.size())
                .filter(i -> i != keyIndex())
                .mapToObj(i -> names.get(i) + " = d.c" + i)
                .collect(Collectors.joining(", "));
        return target.touch() == null
                ? given
                : given + ", " + Sql.name(target.touch().name()) + " = DEFAULT";
    }

    int keyIndex() {
        return target.columns().indexOf(target.key());
    }
}
