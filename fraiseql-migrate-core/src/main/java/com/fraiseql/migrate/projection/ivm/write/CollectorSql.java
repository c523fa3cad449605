// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import static com.fraiseql.migrate.projection.ivm.write.Columns.each;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.derive.Arrays;
import com.fraiseql.migrate.projection.ivm.derive.Group;
import com.fraiseql.migrate.projection.ivm.derive.Slot;
import com.fraiseql.migrate.projection.ivm.derive.Source;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The function that captures what one statement has changed in a base table: one row of the queue, or none if no
 * column has changed that a view uses.
 *
 * <p>Most statements change one row, so values are made distinct only where there are more. After a statement that
 * changes more than a million rows, everything is recomputed: arrays of all their values would be too large.
 */
final class CollectorSql {

    private static final String TOO_MANY = "changed OPERATOR(pg_catalog.>) " + ChangedRowsSql.MOST;

    private final Source source;
    private final Names names;
    private final Enqueue enqueue;
    private final List<Arrays> arrays;
    private final ChangedRowsSql rows;

    CollectorSql(Source source, Enqueue enqueue, Names names) {
        this.source = source;
        this.names = names;
        this.enqueue = enqueue;
        this.arrays = IntStream.range(0, source.groups().size())
                .mapToObj(i -> new Arrays(
                        "g" + (i + 1),
                        source.groups().get(i).slots().stream().map(Slot::type).toList()))
                .toList();
        this.rows = new ChangedRowsSql(source, arrays);
    }

    String body() {
        StringBuilder text = new StringBuilder("#variable_conflict use_column\nDECLARE\n");
        text.append(Enqueue.DECLARATIONS).append("  concerns bigint;\n  changed bigint;\n");
        for (int i = 0; i < arrays.size(); i++) {
            text.append(declarations(i));
        }
        text.append("BEGIN\n");
        text.append("  IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN\n").append(rows.inserted());
        text.append("  ELSIF TG_OP OPERATOR(pg_catalog.=) 'DELETE' THEN\n").append(rows.deleted());
        text.append("  ELSE\n").append(rows.updated());
        text.append("""
                  END IF;
                  IF changed OPERATOR(pg_catalog.=) 0 OR concerns OPERATOR(pg_catalog.=) 0 THEN
                    RETURN NULL;
                  END IF;
                """);
        text.append("  IF ").append(TOO_MANY).append(" THEN\n    concerns := -1;\n");
        arrays.forEach(a -> a.names().forEach(n -> text.append("    ").append(n).append(" := NULL;\n")));
        if (!arrays.isEmpty()) {
            text.append("  ELSIF changed OPERATOR(pg_catalog.>) 1 THEN\n");
            arrays.forEach(a -> text.append(distinct(a)));
        }
        text.append("  END IF;\n");
        text.append(enqueue.text(
                source,
                TOO_MANY,
                "concerns",
                source.groups().stream().flatMap(g -> g.slots().stream()).toList(),
                arrays.stream().map(Arrays::list).toList()));
        return text.append("END\n").toString();
    }

    /** With the types that the columns of the queue have. */
    private String declarations(int number) {
        Group group = source.groups().get(number);
        return "  "
                + IntStream.range(0, group.slots().size())
                        .mapToObj(i -> arrays.get(number).names().get(i) + " " + names.queue() + "."
                                + Sql.name(group.slots().get(i).name()) + "%TYPE;")
                        .collect(Collectors.joining(" "))
                + "  " + Functions.comment(inWords(group)) + "\n";
    }

    private static String inWords(Group group) {
        return (group.kind() == Group.Kind.TOUCHED ? "of changed rows: " : "of rows whose links changed: ")
                + String.join(", ", group.columns());
    }

    private static String distinct(Arrays values) {
        int width = values.width();
        return "    SELECT " + each(width, ", ", i -> "pg_catalog.array_agg(d.c" + i + ")") + " INTO " + values.list()
                + "\n      FROM (SELECT DISTINCT " + Columns.numbered("u.c", width) + " FROM "
                + Columns.unnest(values.list(), width) + ") d;\n";
    }
}
