// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import com.fraiseql.migrate.db.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table of ours by its columns, which become more from release to release and never fewer (FORMATS.md).
 *
 * <ol>
 *   <li>Before a release writes, it adds the columns that it knows and the table lacks. It never drops or changes one.
 *   <li>A reader finds a value in each column that it knows: one that the table lacks is read as it would be added. So
 *       a newer release reads an older table without changing it.
 *   <li>A column that a release does not know is left alone. So an older release goes on working on a newer table.
 * </ol>
 *
 * @param qualified the table, qualified and quoted
 */
public record GrowingTable(String qualified, List<Column> columns) {

    public GrowingTable {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param type with its schema, since a search_path may hide any type
     * @param defaultValue for rows that do not say, or {@code null}
     * @param constraint what follows in its definition, or an empty text
     * @param forOldRows whether rows that are there when it is added get the default; otherwise they get NULL, which is
     *     "unknown"
     */
    public record Column(
            String name, String type, @Nullable String defaultValue, String constraint, boolean forOldRows) {

        public static Column of(String name, String type) {
            return new Column(name, type, null, "", false);
        }

        /** With a default that also holds for rows that are older than the column. */
        public static Column always(String name, String type, String defaultValue, String constraint) {
            return new Column(name, type, defaultValue, constraint, true);
        }

        /** With a default that is only true of the row that is being written, such as the time or the user. */
        public static Column fromNowOn(String name, String type, String defaultValue, String constraint) {
            return new Column(name, type, defaultValue, constraint, false);
        }

        private String definition() {
            String withDefault = defaultValue == null ? "" : " DEFAULT " + defaultValue;
            return name + " " + type + withDefault + (constraint.isEmpty() ? "" : " " + constraint);
        }

        private boolean isIdentity() {
            return constraint.startsWith("GENERATED ");
        }

        private String identity() {
            return constraint.replace(" PRIMARY KEY", "");
        }

        private String addition() {
            return defaultValue == null || forOldRows
                    ? "ADD COLUMN IF NOT EXISTS " + definition()
                    : "ADD COLUMN IF NOT EXISTS " + name + " " + type + ", ALTER COLUMN " + name + " SET DEFAULT "
                            + defaultValue;
        }

        private String absentValue() {
            return (defaultValue == null || !forOldRows ? "NULL" : defaultValue) + "::" + type + " AS " + name;
        }
    }

    /** Creates the table if it is missing. */
    public String createSql() {
        return columns.stream()
                .map(Column::definition)
                .collect(Collectors.joining(",\n    ", "CREATE TABLE IF NOT EXISTS " + qualified + " (\n    ", "\n)"));
    }

    /** Adds what a table with these columns lacks, or is empty if that is nothing. */
    public Optional<String> growSql(Collection<String> present) {
        List<String> additions = new ArrayList<>();
        for (Column column : columns) {
            if (!present.contains(column.name())) {
                additions.add(column.addition());
            }
        }
        return additions.isEmpty()
                ? Optional.empty()
                : Optional.of("ALTER TABLE " + qualified + "\n " + String.join(",\n ", additions));
    }

    /**
     * Restores what a copy of the table has lost: defaults, and identities, one statement each.
     *
     * @param bare the columns that have neither
     */
    public List<String> defaultsSql(Collection<String> bare) {
        List<String> statements = new ArrayList<>();
        for (Column column : columns) {
            if (!bare.contains(column.name())) {
                continue;
            }
            String alter = "ALTER TABLE " + qualified + " ALTER COLUMN " + column.name();
            if (column.defaultValue() != null) {
                statements.add(alter + " SET DEFAULT " + column.defaultValue());
            } else if (column.isIdentity()) {
                statements.add(numberRows(column.name()));
                statements.add(alter + " SET NOT NULL");
                statements.add(alter + " ADD " + column.identity());
            }
        }
        return statements;
    }

    /** Rows that were written without a number get the next ones, oldest first. */
    private String numberRows(String column) {
        String time = columns.get(1).name();
        return """
            UPDATE %1$s AS t SET %2$s = n.number FROM (
              SELECT ctid, COALESCE((SELECT pg_catalog.max(%2$s) FROM %1$s), 0)
               + pg_catalog.row_number() OVER (ORDER BY %3$s NULLS LAST, ctid) AS number
              FROM %1$s WHERE %2$s IS NULL) AS n
             WHERE t.ctid = n.ctid""".formatted(qualified, column, time);
    }

    /**
     * Has the sequence of each identity column go on after the column's highest value, where the user may change it.
     */
    List<String> sequenceSql() {
        return columns.stream()
                .filter(Column::isIdentity)
                .map(column -> """
                    SELECT pg_catalog.setval(s, m) FROM (
                      SELECT pg_catalog.pg_get_serial_sequence(%1$s, '%2$s')::pg_catalog.regclass AS s,
                       (SELECT pg_catalog.max(%2$s) FROM %3$s) AS m) AS highest
                     WHERE pg_catalog.has_sequence_privilege(s, 'UPDATE')
                      AND m > COALESCE(pg_catalog.pg_sequence_last_value(s), \
                    0)""".formatted(Sql.literal(qualified), column.name(), qualified))
                .toList();
    }

    /**
     * What stands after {@code FROM} to read the expressions from this table, as {@code t}, whether or not it has all
     * columns but the first.
     *
     * <p>A name is looked up in the innermost query first (manual, 7.2.1.5 and 4.2.11), so a column that the table
     * lacks is found in the query around it, which has the value that it would be added with. That costs nothing:
     * PostgreSQL plans it as the plain query.
     *
     * @param expressions over the columns, each with a name
     */
    public String readable(String expressions) {
        return readable(qualified, columns, expressions);
    }

    /** @param relation the table as it is to be looked up, which may be without a schema */
    static String readable(String relation, List<Column> columns, String expressions) {
        return columns.stream()
                .skip(1)
                .map(Column::absentValue)
                .collect(Collectors.joining(
                        ", ",
                        "(SELECT ",
                        ") AS absent CROSS JOIN LATERAL (SELECT " + expressions + " FROM " + relation + ") AS t"));
    }
}
