// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.read;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.cascade.ServerEffect.Action;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a {@link Schema}. A few round trips, however many tables there are. */
final class SchemaReader {

    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, c.relkind, c.relispartition,
              coalesce((SELECT string_agg(a.attname, chr(30) ORDER BY a.attnum) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '') AS columns,
              coalesce((SELECT string_agg(format_type(a.atttypid, NULL), chr(30) ORDER BY a.attnum)
                FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '') AS types,
              (SELECT string_agg(a.attname, chr(30)) FROM pg_attribute a WHERE a.attrelid = c.oid
                AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = 'v') AS virtual,
              (SELECT string_agg(a.attname, chr(30)) FROM pg_attribute a WHERE a.attrelid = c.oid
                AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull) AS not_null,
              (SELECT string_agg(a.attname, chr(30) ORDER BY k.n) FROM pg_constraint x
                CROSS JOIN unnest(x.conkey) WITH ORDINALITY AS k (attnum, n)
                JOIN pg_attribute a ON a.attrelid = x.conrelid AND a.attnum = k.attnum
                WHERE x.conrelid = c.oid AND x.contype = 'p') AS key,
              (SELECT string_agg(a.attname, chr(30)) FROM pg_partitioned_table p
                JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = ANY (p.partattrs::int2[])
                WHERE p.partrelid = c.oid) AS partition_key,
              (SELECT string_agg(x.name, chr(30) ORDER BY x.name) FROM (
                SELECT t.tgname AS name FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
                  AND t.tgname NOT LIKE 'fraiseql\\_%' AND t.tgenabled <> 'D'
                UNION ALL SELECT r.rulename FROM pg_rewrite r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN') x)
                AS triggers
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'
              AND n.nspname <> 'information_schema' AND c.relname NOT LIKE 'fraiseql\\_%'
            ORDER BY n.nspname, c.relname""";

    /** Before PostgreSQL 15 a generated column itself depends on those that it is made of, later its expression. */
    private static final String GENERATED = """
            SELECT DISTINCT x.adrelid AS oid, b.attname AS base, g.attname AS made
            FROM pg_attrdef x
            JOIN pg_attribute g ON g.attrelid = x.adrelid AND g.attnum = x.adnum AND g.attgenerated <> ''
            JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = x.adrelid AND d.refobjsubid > 0
              AND d.refobjsubid <> x.adnum AND (d.classid = 'pg_attrdef'::regclass AND d.objid = x.oid
              OR d.classid = 'pg_class'::regclass AND d.objid = x.adrelid AND d.objsubid = x.adnum)
            JOIN pg_attribute b ON b.attrelid = x.adrelid AND b.attnum = d.refobjsubid""";

    private static final String FAMILIES = """
            WITH RECURSIVE down AS (
              SELECT inhparent AS base, inhrelid AS member, 1 AS depth FROM pg_inherits
              UNION SELECT d.base, i.inhrelid, d.depth + 1 FROM down d JOIN pg_inherits i ON i.inhparent = d.member
            )
            SELECT base, member FROM (SELECT base, member, depth FROM down UNION SELECT member, base, depth FROM down) x
            JOIN pg_class c ON c.oid = x.base AND c.relkind IN ('r', 'p', 'f') ORDER BY base, depth, member""";

    /** ON DELETE can set some of the columns only since PostgreSQL 15; NOT ENFORCED is of PostgreSQL 18. */
    private static final String FOREIGN_KEYS = """
            SELECT f.conname, f.conrelid, f.confrelid, f.confdeltype, f.confupdtype,
              (SELECT string_agg(a.attname, chr(30) ORDER BY k.n) FROM unnest(f.conkey) WITH ORDINALITY AS k (attnum, n)
                JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.attnum) AS columns,
              (SELECT string_agg(a.attname, chr(30) ORDER BY k.n) FROM unnest(f.confkey)
                WITH ORDINALITY AS k (attnum, n)
                JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.attnum) AS target_columns,
              (SELECT string_agg(a.attname, chr(30) ORDER BY a.attnum) FROM pg_attribute a
                WHERE a.attrelid = f.conrelid AND jsonb_typeof(to_jsonb(f) -> 'confdelsetcols') = 'array'
                AND to_jsonb(f) -> 'confdelsetcols' @> to_jsonb(a.attnum)) AS delete_columns
            FROM pg_constraint f WHERE f.contype = 'f' AND f.conparentid = 0
              AND coalesce(to_jsonb(f) ->> 'conenforced', 'true') = 'true'
            ORDER BY f.conname, f.oid""";

    private static final String DEPENDENCIES = """
            WITH RECURSIVE part (top, class, obj, sub) AS (
              SELECT c.oid, 'pg_class'::regclass::oid, c.oid, 0 FROM pg_class c WHERE c.relkind IN ('v', 'm')
                AND c.oid >= 16384
              UNION SELECT p.top, d.refclassid, d.refobjid, d.refobjsubid FROM part p CROSS JOIN LATERAL (
                SELECT x.refclassid, x.refobjid, x.refobjsubid FROM pg_rewrite r
                JOIN pg_depend x ON x.classid = 'pg_rewrite'::regclass AND x.objid = r.oid
                WHERE p.class = 'pg_class'::regclass AND r.ev_class = p.obj AND r.rulename = '_RETURN'
                UNION ALL SELECT x.refclassid, x.refobjid, x.refobjsubid FROM pg_depend x
                WHERE p.class = 'pg_proc'::regclass AND x.classid = p.class AND x.objid = p.obj) d
              WHERE d.refobjid >= 16384 AND d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass)
            )
            SELECT p.top, p.obj AS base, string_agg(a.attname, chr(30) ORDER BY a.attnum) AS columns
            FROM part p JOIN pg_class c ON p.class = 'pg_class'::regclass AND c.oid = p.obj
              AND c.relkind IN ('r', 'p', 'f')
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              AND p.sub IN (0, a.attnum)
            GROUP BY p.top, p.obj""";

    private final TransactionalSession session;

    /**
     * @param session a session in a transaction whose search path is {@code pg_catalog}, so that types are qualified
     */
    SchemaReader(TransactionalSession session) {
        this.session = session;
    }

    Schema read() throws SQLException {
        Map<Long, Table> tables = tables();
        return new Schema(
                tables,
                families(),
                foreignKeys(tables.keySet()),
                dependencies(),
                session.query("SELECT current_setting('server_version_num')::int < 150000")
                        .get(0)
                        .flag(0));
    }

    private Map<Long, Table> tables() throws SQLException {
        Map<Long, Map<String, Set<String>>> generated = new HashMap<>();
        for (Row row : session.query(GENERATED)) {
            generated
                    .computeIfAbsent(row.number("oid"), oid -> new HashMap<>())
                    .computeIfAbsent(row.text("base"), column -> new HashSet<>())
                    .add(row.text("made"));
        }
        Map<Long, Table> tables = new LinkedHashMap<>();
        for (Row row : session.query(TABLES)) {
            long oid = row.number("oid");
            List<String> names = row.list("columns");
            List<String> types = row.list("types");
            Map<String, String> columns = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                columns.put(names.get(i), types.get(i));
            }
            tables.put(
                    oid,
                    new Table(
                            oid,
                            row.text("nspname"),
                            row.text("relname"),
                            new Table.Nature(
                                    row.text("relkind").charAt(0),
                                    row.flag("relispartition"),
                                    Set.copyOf(row.list("virtual")),
                                    Set.copyOf(row.list("not_null")),
                                    row.list("partition_key")),
                            columns,
                            row.list("key"),
                            generated.getOrDefault(oid, Map.of()),
                            row.list("triggers")));
        }
        return tables;
    }

    private Map<Long, List<Long>> families() throws SQLException {
        Map<Long, Set<Long>> families = new HashMap<>();
        for (Row row : session.query(FAMILIES)) {
            families.computeIfAbsent(row.number("base"), oid -> new LinkedHashSet<>(Set.of(oid)))
                    .add(row.number("member"));
        }
        Map<Long, List<Long>> copies = new HashMap<>();
        families.forEach((oid, members) -> copies.put(oid, List.copyOf(members)));
        return copies;
    }

    /** Those among these tables: temporary ones of any session have foreign keys, too. */
    private List<ForeignKey> foreignKeys(Set<Long> tables) throws SQLException {
        List<ForeignKey> keys = new ArrayList<>();
        for (Row row : session.query(FOREIGN_KEYS)) {
            if (!tables.contains(row.number("conrelid")) || !tables.contains(row.number("confrelid"))) {
                continue;
            }
            List<String> columns = row.list("columns");
            List<String> some = row.list("delete_columns");
            keys.add(new ForeignKey(
                    row.text("conname"),
                    row.number("conrelid"),
                    columns,
                    row.number("confrelid"),
                    row.list("target_columns"),
                    action(row.text("confdeltype"), Action.DELETE),
                    action(row.text("confupdtype"), Action.UPDATE),
                    some.isEmpty() ? columns : some));
        }
        return keys;
    }

    private static Action action(String letter, Action cascade) {
        return switch (letter) {
            case "c" -> cascade;
            case "n" -> Action.SET_NULL;
            case "d" -> Action.SET_DEFAULT;
            default -> Action.REFUSE;
        };
    }

    private Map<Long, Map<Long, List<String>>> dependencies() throws SQLException {
        Map<Long, Map<Long, List<String>>> dependencies = new HashMap<>();
        for (Row row : session.query(DEPENDENCIES)) {
            dependencies
                    .computeIfAbsent(row.number("top"), oid -> new LinkedHashMap<>())
                    .put(row.number("base"), row.list("columns"));
        }
        return dependencies;
    }
}
