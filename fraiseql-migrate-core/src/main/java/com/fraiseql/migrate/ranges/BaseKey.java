// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.ranges;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The column of a table that a view's id is, in SQL.
 *
 * @param table the table, quoted, with its schema
 * @param column the column, quoted
 */
public record BaseKey(String table, String column) {

    /** A quoted name, as a pattern. */
    private static final String NAME = "\"(?:[^\"]|\"\")+\"";

    private static final Pattern TEXT = Pattern.compile("(" + NAME + "\\." + NAME + ")\\.(" + NAME + ")");

    /**
     * Below this, neighbouring keys lie all over the table ({@code pg_stats.correlation}), so that each range of keys
     * reads nearly all of its pages.
     */
    private static final double SPREAD = 0.5;

    private static final String QUESTION = """
            SELECT coalesce((SELECT abs(s.correlation) FROM pg_stats s WHERE s.schemaname = n.nspname AND s.tablename
            = c.relname
                AND s.attname = %2$s AND NOT s.inherited), 1),
              pg_relation_size(c.oid) / current_setting('block_size')::bigint
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = %1$s::regclass AND c.relkind = 'r' AND NOT c.relhassubclass AND NOT
            row_security_active(c.oid)""";

    /** The column that the first one of a query is, if we may read its table. */
    public static Optional<BaseKey> of(TransactionalSession link, QueryEstimate keys) throws SQLException {
        if (keys.baseTable() == null || keys.baseSchema() == null || keys.baseColumn() == null) {
            return Optional.empty();
        }
        BaseKey key = new BaseKey(Sql.name(keys.baseSchema(), keys.baseTable()), Sql.name(keys.baseColumn()));
        List<Row> allowed = link.query("SELECT 1 FROM pg_class c WHERE c.oid = " + Sql.literal(key.table)
                + "::regclass AND c.relkind IN ('r', 'm') AND has_table_privilege(c.oid, 'SELECT')");
        return allowed.isEmpty() ? Optional.empty() : Optional.of(key);
    }

    /** As it is kept in the state table. */
    public static @Nullable BaseKey parse(@Nullable String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text);
        return matcher.matches() ? new BaseKey(matcher.group(1), matcher.group(2)) : null;
    }

    public String text() {
        return table + "." + column;
    }

    /** How many pages the table has, if it is an ordinary one over which the keys are spread; else 0. */
    public long pagesIfSpread(TransactionalSession link) throws SQLException {
        List<Row> rows = link.query(QUESTION.formatted(Sql.literal(table), Sql.literal(unquoted())));
        return rows.isEmpty() || Double.parseDouble(rows.get(0).text(0)) >= SPREAD
                ? 0
                : rows.get(0).number(1);
    }

    private String unquoted() {
        return column.substring(1, column.length() - 1).replace("\"\"", "\"");
    }
}
