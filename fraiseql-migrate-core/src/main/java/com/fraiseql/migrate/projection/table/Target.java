// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.table;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.catalog.Projection.Column;
import com.fraiseql.migrate.db.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@code tv_} whose source fits it: what is filled, from what, by which key.
 *
 * @param projection the table
 * @param source what it is filled from
 * @param key the column of the primary key
 * @param columns the columns that the source gives, the key among them
 * @param touch the {@code updated_at} that the source does not give and that gets its default again when a row changes;
 *     otherwise {@code null}
 * @param historyTable the seed's {@code sync_history}, quoted, if it is there and fits; otherwise {@code null}
 * @param notGiven the table's columns that the source does not give and that stay NULL
 */
public record Target(
        Projection projection,
        Source source,
        Column key,
        List<Column> columns,
        @Nullable Column touch,
        @Nullable String historyTable,
        List<String> notGiven) {

    /** Key types whose order can cut the table into ranges. */
    private static final Set<String> RANGE_TYPES =
            Set.of("uuid", "bigint", "integer", "smallint", "text", "character varying");

    /**
     * What a table is filled from.
     *
     * @param from the source as it stands in a FROM clause
     * @param name the source as the operator knows it
     * @param ignored the columns that the table does not have
     * @param ordered whether its key is in the order of the table's key: not if the two have different collations
     */
    public record Source(String from, String name, List<String> ignored, boolean ordered) {}

    public String from() {
        return source.from();
    }

    public String sourceName() {
        return source.name();
    }

    /** The source's columns that the table does not have. */
    public List<String> ignored() {
        return source.ignored();
    }

    public String table() {
        return Sql.name(projection.schema(), projection.table());
    }

    /** The table as it is read, changed and deleted from. */
    public String rows() {
        return rows(projection);
    }

    /**
     * The same of any table: without the tables that inherit from it, whose rows no source gives (manual, 5.11). A
     * partitioned table has no rows of its own.
     */
    public static String rows(Projection projection) {
        String table = Sql.name(projection.schema(), projection.table());
        return projection.kind() == 'p' ? table : "ONLY " + table;
    }

    public String name() {
        return projection.displayName();
    }

    public boolean keyCanBeCut() {
        return source.ordered() && RANGE_TYPES.contains(key.baseType());
    }

    public List<String> columnNames() {
        return columns.stream().map(c -> Sql.name(c.name())).toList();
    }

    /** The same as a list in SQL. */
    public String columnList() {
        return String.join(", ", columnNames());
    }

    /** Pairs the columns of a table with those of its source, or says where they do not fit. */
    public static Target of(
            Projection projection, String from, String sourceName, List<Column> source, @Nullable String historyTable) {
        if (projection.primaryKey().size() != 1) {
            throw ShapeFailures.primaryKey(projection, source);
        }
        ColumnMatch match = ColumnMatch.of(projection, source);
        if (!match.problems().isEmpty()) {
            throw ShapeFailures.shape(projection, sourceName, match.problems(), match.ignored());
        }
        String key = projection.primaryKey().get(0);
        return new Target(
                projection,
                new Source(from, sourceName, match.ignored(), true),
                match.columns().stream()
                        .filter(c -> c.name().equals(key))
                        .findFirst()
                        .orElseThrow(),
                match.columns(),
                match.touch(),
                historyTable,
                projection.columns().stream()
                        .filter(c -> !c.filledByItself() && !match.columns().contains(c))
                        .map(Column::name)
                        .toList());
    }

    /**
     * The same where the source's key has another collation than the table's. It is given that of the table, since
     * values with two collations cannot be compared; and no range is cut, since the two have different orders.
     *
     * @param collation the collation of the table's key, quoted
     */
    public Target collated(String collation) {
        String name = Sql.name(key.name());
        String list = columnNames().stream()
                .map(c -> c.equals(name) ? c + " COLLATE " + collation + " AS " + c : c)
                .collect(Collectors.joining(", "));
        String from = "(SELECT " + list + " FROM " + source.from() + ") AS collated";
        return new Target(
                projection,
                new Source(from, source.name(), source.ignored(), false),
                key,
                columns,
                touch,
                historyTable,
                notGiven);
    }

    /** The range {@code number} of those that {@code bounds} cut, as a condition on the key. */
    public String keyCondition(List<String> bounds, int number) {
        String name = Sql.name(key.name());
        List<String> parts = new ArrayList<>();
        if (number > 0) {
            parts.add(name + " > " + Sql.literal(bounds.get(number - 1)) + "::" + key.baseType());
        }
        if (number < bounds.size()) {
            parts.add(name + " <= " + Sql.literal(bounds.get(number)) + "::" + key.baseType());
        }
        return parts.isEmpty() ? "true" : parts.stream().collect(Collectors.joining(" AND "));
    }

    /** The same range in words. */
    public String rangeInWords(List<String> bounds, int number) {
        if (bounds.isEmpty()) {
            return "among all its rows";
        }
        String name = key.name();
        if (number == 0) {
            return "where " + name + " <= " + bounds.get(0);
        }
        String from = "where " + name + " > " + bounds.get(number - 1);
        return number == bounds.size() ? from : from + " and " + name + " <= " + bounds.get(number);
    }
}
