// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.catalog;

import com.fraiseql.migrate.catalog.Projection.Access;
import com.fraiseql.migrate.catalog.Projection.Column;
import com.fraiseql.migrate.catalog.Projection.Dependencies;
import com.fraiseql.migrate.catalog.Projection.Relation;
import com.fraiseql.migrate.catalog.Projection.View;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the catalog what there is to fill, and hashes what each {@code tv_} is made of: its view, the views and
 * functions below that one at any depth, and its own columns.
 *
 * <p>View definitions are read with an empty search path, where PostgreSQL qualifies every name, so that the hash does
 * not depend on who asks.
 */
public final class CatalogReader {

    private static final String UNIT = "\u001f";

    private final TransactionalSession link;
    private final String stateTable;
    private final Duration lockTimeout;

    /**
     * @param stateTable the name of the table that keeps the state, which is looked for
     * @param lockTimeout how long to wait for a table below a view, which PostgreSQL locks to show the view's
     *     definition
     */
    public CatalogReader(TransactionalSession link, String stateTable, Duration lockTimeout) {
        this.stateTable = stateTable;
        this.link = link;
        this.lockTimeout = lockTimeout;
    }

    /**
     * What the server and the catalog say.
     *
     * @param schema the schema of the state table
     * @param stateExists whether the state table is there
     * @param searchPath the session's search path, resolved to schemas
     * @param projections every {@code tv_} of the database
     */
    public record Found(
            @Nullable String schema, boolean stateExists, String searchPath, List<Projection> projections) {}

    /**
     * One round trip for each of two questions, and one for the end of their transaction; one more if there are
     * functions whose bodies are strings.
     *
     * @param selects the {@code SELECT} of each table that is filled from one
     */
    public Found read(@Nullable String wantedSchema, Map<TableName, String> selects) throws SQLException {
        String schema = schemaOf(stateTable, wantedSchema);
        return link.inTransaction(tx -> {
            Row head = tx.query("SELECT " + schema + " AS schema, to_regclass(quote_ident(" + schema
                            + ") || '." + stateTable + "') IS NOT NULL AS state_exists,"
                            + " set_config('fraiseql_sync.schemas', to_json(current_schemas(false))::text, true),"
                            + " (SELECT coalesce(string_agg(quote_ident(s), ', ' ORDER BY n), '\"\"')"
                            + " FROM unnest(current_schemas(false)) WITH ORDINALITY AS p (s, n)) AS search_path,"
                            + " set_config('search_path', 'pg_catalog', true), set_config('jit', 'off', true), "
                            + "set_config('lock_timeout', '"
                            + lockTimeout.toMillis() + "ms', true)")
                    .get(0);
            List<Row> rows = tx.query(CatalogQuery.of(selects, false));
            if (rows.stream().anyMatch(row -> row.flag("bodies"))) {
                rows = tx.query(CatalogQuery.of(selects, true));
            }
            List<Projection> projections =
                    rows.stream().map(CatalogReader::projection).toList();
            return new Found(
                    head.textOrNull("schema"), head.flag("state_exists"), head.text("search_path"), projections);
        });
    }

    /**
     * The schema of the state table as SQL: where the session sees the table, as it does the history, or otherwise its
     * current one.
     */
    public static String schemaOf(String stateTable, @Nullable String wanted) {
        return wanted != null
                ? Sql.literal(wanted)
                : "coalesce((SELECT n.nspname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.oid = to_regclass('" + stateTable + "')), current_schema())";
    }

    /** The same, read from the server; {@code null} if no schema on the search path exists. */
    public static @Nullable String schema(TransactionalSession link, String stateTable, @Nullable String wanted)
            throws SQLException {
        return link.query("SELECT " + schemaOf(stateTable, wanted)).get(0).textOrNull(0);
    }

    private static Projection projection(Row row) {
        Relation relation = new Relation(
                row.text("schema"),
                row.text("name"),
                row.number("oid"),
                row.text("kind").charAt(0),
                row.list("files"));
        String name = relation.schema() + "." + relation.name();
        List<String> reads =
                row.list("reads").stream().filter(other -> !other.equals(name)).toList();
        String view = row.textOrNull("view_name");
        return new Projection(
                relation,
                new Access(
                        row.flag("owned_by_us"), row.flag("on_search_path"), row.flag("usable"), row.flag("readable")),
                view == null ? null : new View(view, columns(row.list("view_columns"))),
                row.text("definition"),
                columns(row.list("columns")),
                new Projection.Key(row.list("key_columns"), row.textOrNull("key_name")),
                new Dependencies(reads, row.list("refers_to"), row.list("opaque")));
    }

    private static List<Column> columns(List<String> records) {
        return records.stream()
                .map(record -> List.of(record.split(UNIT, -1)))
                .map(c -> new Column(
                        c.get(0),
                        c.get(1),
                        c.get(2),
                        c.get(3).equals("t"),
                        c.get(4).equals("t"),
                        c.get(5).equals("t")))
                .toList();
    }
}
