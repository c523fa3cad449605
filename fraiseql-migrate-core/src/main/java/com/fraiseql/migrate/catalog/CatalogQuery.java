// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.catalog;

import com.fraiseql.migrate.db.Sql;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The query behind {@link CatalogReader}. Pure.
 *
 * <p>It walks from each {@code tv_} down: through the rules of views, the dependencies that PostgreSQL notes for
 * functions ({@code BEGIN ATOMIC}), and, where a body is a string, through the names in it that are those of views,
 * functions and {@code tv_} tables. A name counts if it is qualified, or if its schema is the function's own, on the
 * function's search path or on the session's.
 */
final class CatalogQuery {

    private static final String WORD = "\"[^\"]+\"|[[:alpha:]_][[:alnum:]_$]*";

    private static final String COLUMNS = """
            SELECT string_agg(concat_ws(chr(31), a.attname, format_type(a.atttypid, a.atttypmod),
              format_type(a.atttypid, NULL), a.attnotnull, a.atthasdef OR a.attidentity <> '', a.attgenerated <> ''
              OR a.attidentity = 'a'), chr(30) ORDER BY a.attnum) AS columns
            FROM pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid =""";

    /**
     * Views, functions and tv_ tables by the names in a text: the text, the condition on a namespace n without
     * qualifier.
     */
    private static final String NAMED = """
            SELECT 'pg_class'::regclass::oid AS class, k.oid AS obj FROM words(%1$s) w
            JOIN pg_class k ON k.relname = w.name AND (k.relkind IN ('v', 'm') OR (k.relkind IN ('r', 'p') AND
            k.relname LIKE 'tv\\_%%'))
            JOIN pg_namespace n ON n.oid = k.relnamespace AND (n.nspname = w.qualifier OR (w.qualifier IS NULL AND
            (%2$s)))
            UNION ALL
            SELECT 'pg_proc'::regclass::oid, k.oid FROM words(%1$s) w
            JOIN pg_proc k ON k.proname = w.name AND w.called
            JOIN pg_namespace n ON n.oid = k.pronamespace AND (n.nspname = w.qualifier OR (w.qualifier IS NULL AND
            (%2$s)))""";

    private static final String WORDS = """
            (SELECT DISTINCT fold(m[1]) AS qualifier, fold(m[2]) AS name, m[3] IS NOT NULL AS called FROM
              regexp_matches(regexp_replace(regexp_replace(%s, '/\\*.*?\\*/', ' ', 'g'), '--[^\\n]*', ' ', 'g'),
              '(?:(WORD)\\s*\\.\\s*)?(WORD)\\s*(\\()?', 'g') m)""".replace("WORD", WORD);

    private static final String QUERY = """
            WITH RECURSIVE path AS (
              SELECT value AS nspname FROM json_array_elements_text(current_setting('fraiseql_sync.schemas')::json)
            ), given (nspname, relname, text) AS (
              VALUES GIVEN
            ), tv AS (
              SELECT c.oid, n.nspname, c.relname, c.relkind, c.relowner, c.relnamespace, v.oid AS view_oid, v.relname
              AS view_name, g.text
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_class v ON v.relnamespace = c.relnamespace AND v.relkind IN ('v', 'm')
                AND v.relname = 'v_' || substr(c.relname, 4)
              LEFT JOIN given g ON g.nspname = n.nspname AND g.relname = c.relname
              WHERE c.relname LIKE 'tv\\_%' AND length(c.relname) > 3 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            ), part (top, class, obj) AS (
              (SELECT oid, 'pg_class'::regclass::oid, view_oid FROM tv WHERE view_oid IS NOT NULL AND text IS NULL
              UNION
              SELECT tv.oid, x.class, x.obj FROM tv CROSS JOIN LATERAL (NAMED_IN_SELECT) x WHERE tv.text IS NOT NULL)
              UNION
              SELECT p.top, x.class, x.obj FROM part p
              CROSS JOIN LATERAL (
                SELECT d.refclassid AS class, d.refobjid AS obj FROM pg_rewrite r
                JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
                WHERE p.class = 'pg_class'::regclass AND r.ev_class = p.obj AND r.rulename = '_RETURN'
                UNION ALL
                SELECT d.refclassid, d.refobjid FROM pg_depend d
                WHERE p.class = 'pg_proc'::regclass AND d.classid = p.class AND d.objid = p.obj
                UNION ALL
                SELECT y.class, y.obj FROM pg_proc f JOIN pg_language l ON l.oid = f.prolang AND l.lanname IN ('sql',
                'plpgsql')
                CROSS JOIN LATERAL (NAMED_IN_BODY) y
                WHERE p.class = 'pg_proc'::regclass AND f.oid = p.obj AND f.prosqlbody IS NULL
              ) x
              LEFT JOIN pg_class c ON x.class = 'pg_class'::regclass AND c.oid = x.obj
              WHERE x.obj >= 16384 AND (x.class = 'pg_proc'::regclass OR c.relkind IN ('v', 'm')
                OR (c.relkind IN ('r', 'p') AND c.relname LIKE 'tv\\_%'))
            ), piece AS (
              SELECT part.top, CASE
                WHEN part.class = 'pg_class'::regclass THEN pg_get_viewdef(part.obj)
                WHEN f.prokind IN ('f', 'p', 'w') THEN pg_get_functiondef(part.obj)
                ELSE part.obj::regprocedure::text END AS text
              FROM part LEFT JOIN pg_proc f ON part.class = 'pg_proc'::regclass AND f.oid = part.obj
              WHERE part.class = 'pg_proc'::regclass OR EXISTS (SELECT FROM pg_class c WHERE c.oid = part.obj AND
              c.relkind IN ('v', 'm'))
            ), made_of AS (
              SELECT top, string_agg(text, chr(10) ORDER BY text COLLATE "C") AS text FROM piece GROUP BY top
            )
            SELECT tv.nspname AS schema, tv.relname AS name, tv.oid::bigint AS oid, tv.relkind AS kind,
              pg_has_role(tv.relowner, 'USAGE') AS owned_by_us, tv.view_name AS view_name,
              md5(coalesce(m.text, '') || chr(10) || coalesce(t.columns, '')) AS definition,
              coalesce(t.columns, '') AS columns, coalesce(w.columns, '') AS view_columns,
              coalesce((SELECT string_agg(a.attname, chr(30) ORDER BY k.n) FROM pg_constraint x
                CROSS JOIN LATERAL unnest(x.conkey) WITH ORDINALITY AS k (attnum, n)
                JOIN pg_attribute a ON a.attrelid = x.conrelid AND a.attnum = k.attnum
                WHERE x.conrelid = tv.oid AND x.contype = 'p'), '') AS key_columns,
              (SELECT x.conname FROM pg_constraint x WHERE x.conrelid = tv.oid AND x.contype = 'p') AS key_name,
              coalesce(CASE tv.relkind WHEN 'r' THEN tv.oid || '/' || pg_relation_filenode(tv.oid)
                WHEN 'p' THEN (SELECT string_agg(l.relid::oid || '/' || pg_relation_filenode(l.relid), chr(30))
                  FROM pg_partition_tree(tv.oid) l WHERE l.isleaf) END, '') AS files,
              tv.nspname IN (SELECT nspname FROM path) AS on_search_path,
              has_schema_privilege(tv.relnamespace, 'USAGE') AS usable,
              tv.relkind IN ('r', 'p') AND has_schema_privilege(tv.relnamespace, 'USAGE') AND
              has_table_privilege(tv.oid, 'SELECT')
                AND NOT row_security_active(tv.oid) AS readable,
              coalesce((SELECT string_agg(DISTINCT o.nspname || '.' || o.relname, chr(30)) FROM part JOIN tv o ON
              o.oid = part.obj
                WHERE part.top = tv.oid AND part.class = 'pg_class'::regclass AND o.relkind IN ('r', 'p')), '')
                AS reads,
              coalesce((SELECT string_agg(DISTINCT o.nspname || '.' || o.relname, chr(30)) FROM pg_constraint x JOIN
              tv o ON o.oid = x.confrelid
                WHERE x.conrelid = tv.oid AND x.contype = 'f' AND o.oid <> tv.oid), '') AS refers_to,
              coalesce((SELECT string_agg(DISTINCT part.obj::regprocedure::text, chr(30)) FROM part
                JOIN pg_proc f ON f.oid = part.obj JOIN pg_language l ON l.oid = f.prolang
                WHERE part.top = tv.oid AND part.class = 'pg_proc'::regclass AND f.provolatile <> 'i'
                AND (l.lanname NOT IN ('sql', 'plpgsql', 'c', 'internal') OR (l.lanname = 'plpgsql' AND f.prosrc ~*
                '\\mexecute\\M'))), '') AS opaque,
              EXISTS (SELECT FROM part JOIN pg_proc f ON f.oid = part.obj AND f.prosqlbody IS NULL JOIN pg_language l
              ON l.oid = f.prolang
                WHERE part.top = tv.oid AND part.class = 'pg_proc'::regclass AND l.lanname IN ('sql', 'plpgsql'))
                AS bodies
            FROM tv
            LEFT JOIN made_of m ON m.top = tv.oid
            LEFT JOIN LATERAL (COLUMNS tv.oid) t ON true
            LEFT JOIN LATERAL (COLUMNS tv.view_oid) w ON true
            ORDER BY tv.relname, tv.nspname
            """;

    private static final String NOTHING = "SELECT NULL::oid AS class, NULL::oid AS obj WHERE false";

    private CatalogQuery() {}

    /**
     * The query. Its column {@code bodies} says whether a function's body is a string.
     *
     * @param selects the {@code SELECT} of each table that has one in a file, by the table's name with its schema
     * @param bodies whether to look into those strings, which takes much longer to plan
     */
    static String of(Map<TableName, String> selects, boolean bodies) {
        String given = selects.entrySet().stream()
                .map(select -> "(" + Sql.literal(select.getKey().schema()) + ","
                        + Sql.literal(select.getKey().table()) + "," + Sql.literal(select.getValue()) + ")")
                .collect(Collectors.joining(","));
        return QUERY.replace("COLUMNS", COLUMNS)
                .replace(
                        "NAMED_IN_SELECT",
                        selects.isEmpty() ? NOTHING : named("tv.text", "n.nspname IN (SELECT nspname FROM path)"))
                .replace("NAMED_IN_BODY", !bodies ? NOTHING : named("f.prosrc", """
                        n.oid = f.pronamespace OR n.nspname IN (SELECT nspname FROM path) OR EXISTS (SELECT FROM \
                        unnest(f.proconfig) g
                          WHERE g LIKE 'search_path=%' AND n.nspname = ANY (regexp_split_to_array(substr(g, 13), \
                        '[\\s",]+')))"""))
                .replace("GIVEN", given.isEmpty() ? "(NULL::text, NULL::text, NULL::text)" : given);
    }

    private static String named(String text, String namespace) {
        String folded = WORDS.formatted(text)
                .replaceAll("fold\\((m\\[\\d])\\)", "CASE WHEN $1 LIKE '\"%' THEN btrim($1, '\"') ELSE lower($1) END");
        return NAMED.formatted("WORDS", namespace).replace("words(WORDS)", folded);
    }
}
