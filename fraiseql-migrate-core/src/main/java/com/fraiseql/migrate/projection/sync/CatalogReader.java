// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.Projection;
import com.fraiseql.migrate.projection.Projection.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the catalog what there is to fill, and hashes what each {@code tv_} is made of: its view, the views and functions below
 * that one at any depth, and its own columns.
 *
 * <p>View definitions are read with an empty search path, where PostgreSQL qualifies every name, so that the hash does not depend on who
 * asks. Functions that a function calls are seen only where PostgreSQL keeps track of them ({@code BEGIN ATOMIC}).
 */
final class CatalogReader {

    private static final String UNIT = "\u001f";
    private static final String RECORD = "\u001e";

    private static final String QUERY = """
            WITH RECURSIVE path AS (
              SELECT value AS nspname FROM json_array_elements_text(current_setting('fraiseql_sync.schemas')::json)
            ), tv AS (
              SELECT c.oid, n.nspname, c.relname, c.relkind, c.relowner, v.oid AS view_oid, v.relname AS view_name
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN path ON path.nspname = n.nspname
              LEFT JOIN pg_class v ON v.relnamespace = c.relnamespace AND v.relkind IN ('v', 'm')
                AND v.relname = 'v_' || substr(c.relname, 4)
              WHERE c.relname LIKE 'tv\\_%%' AND length(c.relname) > 3 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                AND NOT c.relispartition
            ), part (top, class, obj) AS (
              SELECT DISTINCT view_oid, 'pg_class'::regclass::oid, view_oid FROM tv WHERE view_oid IS NOT NULL
              UNION
              SELECT p.top, d.refclassid, d.refobjid
              FROM part p
              LEFT JOIN pg_rewrite r ON p.class = 'pg_class'::regclass AND r.ev_class = p.obj
              JOIN pg_depend d ON d.classid = CASE WHEN p.class = 'pg_class'::regclass THEN 'pg_rewrite'::regclass ELSE p.class END
                AND d.objid = CASE WHEN p.class = 'pg_class'::regclass THEN r.oid ELSE p.obj END
              LEFT JOIN pg_class c ON d.refclassid = 'pg_class'::regclass AND c.oid = d.refobjid AND c.relkind IN ('v', 'm')
              WHERE d.refobjid >= 16384 AND (c.oid IS NOT NULL OR d.refclassid = 'pg_proc'::regclass)
            ), piece AS (
              SELECT part.top, CASE
                WHEN part.class = 'pg_class'::regclass THEN pg_get_viewdef(part.obj)
                WHEN f.prokind IN ('f', 'p', 'w') THEN pg_get_functiondef(part.obj)
                ELSE part.obj::regprocedure::text END AS text
              FROM part LEFT JOIN pg_proc f ON part.class = 'pg_proc'::regclass AND f.oid = part.obj
            ), made_of AS (
              SELECT top, string_agg(text, chr(10) ORDER BY text COLLATE "C") AS text FROM piece GROUP BY top
            )
            SELECT tv.nspname, tv.relname, tv.oid::bigint, tv.relkind, pg_has_role(tv.relowner, 'USAGE'), tv.view_name,
              md5(coalesce(m.text, '') || chr(10) || coalesce(t.columns, '')),
              coalesce(t.columns, ''), coalesce(w.columns, ''),
              coalesce((SELECT string_agg(a.attname, chr(30) ORDER BY k.n) FROM pg_constraint x
                CROSS JOIN LATERAL unnest(x.conkey) WITH ORDINALITY AS k (attnum, n)
                JOIN pg_attribute a ON a.attrelid = x.conrelid AND a.attnum = k.attnum
                WHERE x.conrelid = tv.oid AND x.contype = 'p'), '')
            FROM tv
            LEFT JOIN made_of m ON m.top = tv.view_oid
            LEFT JOIN LATERAL (%1$s tv.oid) t ON true
            LEFT JOIN LATERAL (%1$s tv.view_oid) w ON true
            ORDER BY tv.relname, tv.nspname
            """.formatted("""
                            SELECT string_agg(concat_ws(chr(31), a.attname, format_type(a.atttypid, a.atttypmod),
                              format_type(a.atttypid, NULL), a.attnotnull, a.atthasdef OR a.attidentity <> '', a.attgenerated <> ''
                              OR a.attidentity = 'a'), chr(30) ORDER BY a.attnum) AS columns
                            FROM pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid =""");

    private final Link link;

    CatalogReader(Link link) {
        this.link = link;
    }

    /**
     * What the server and the catalog say.
     *
     * @param schema the schema of the state table
     * @param stateExists whether the state table is there
     * @param projections every {@code tv_} on the search path
     */
    record Found(@Nullable String schema, boolean stateExists, List<Projection> projections) {}

    /** One round trip for each of two questions, and one for the end of their transaction. */
    Found read(@Nullable String wantedSchema) throws SQLException {
        String schema = wantedSchema == null ? "current_schema()" : Sql.literal(wantedSchema);
        return link.inTransaction(tx -> {
            @Nullable
            String[] head = tx.query("SELECT " + schema + ", to_regclass(quote_ident(" + schema
                            + ") || '.fraiseql_sync') IS NOT NULL,"
                            + " set_config('fraiseql_sync.schemas', to_json(current_schemas(false))::text, true),"
                            + " set_config('search_path', 'pg_catalog', true)")
                    .get(0);
            List<Projection> projections = new ArrayList<>();
            for (@Nullable String[] row : tx.query(QUERY)) {
                projections.add(projection(row));
            }
            return new Found(head[0], "t".equals(head[1]), projections);
        });
    }

    private static Projection projection(@Nullable String[] row) {
        return new Projection(
                text(row[0]),
                text(row[1]),
                Long.parseLong(text(row[2])),
                text(row[3]).charAt(0),
                "t".equals(row[4]),
                row[5],
                text(row[6]),
                columns(text(row[7])),
                columns(text(row[8])),
                split(text(row[9]), RECORD));
    }

    private static List<Column> columns(String text) {
        return split(text, RECORD).stream()
                .map(record -> split(record, UNIT))
                .map(c -> new Column(
                        c.get(0),
                        c.get(1),
                        c.get(2),
                        c.get(3).equals("t"),
                        c.get(4).equals("t"),
                        c.get(5).equals("t")))
                .toList();
    }

    private static List<String> split(String text, String separator) {
        return text.isEmpty() ? List.of() : List.of(text.split(separator, -1));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNull(value);
    }
}
