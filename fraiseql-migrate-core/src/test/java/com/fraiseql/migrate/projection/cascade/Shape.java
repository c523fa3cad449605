// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is to be known of a table to write to it at random. Read without the code that is tested.
 *
 * @param name its name
 * @param columns the types of its columns that can be written
 * @param required the columns that refuse NULL
 * @param unique the columns that are unique or part of a key, of which random values are many
 * @param key its primary key
 * @param references its foreign keys
 */
record Shape(
        String name,
        Map<String, String> columns,
        List<String> required,
        List<String> unique,
        List<String> key,
        List<Reference> references) {

    /** A foreign key. */
    record Reference(List<String> columns, String target, List<String> targetColumns) {}

    private static final String TABLES = """
            SELECT c.oid::regclass, (SELECT string_agg(a.attname, chr(30) ORDER BY a.attnum) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''),
              (SELECT string_agg(format_type(a.atttypid, NULL), chr(30) ORDER BY a.attnum) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''),
              (SELECT string_agg(a.attname, chr(30)) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnotnull
                AND a.attnum > 0),
              (SELECT string_agg(a.attname, chr(30)) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
                AND EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique
                AND a.attnum = ANY (i.indkey::int2[]))),
              (SELECT string_agg(a.attname, chr(30) ORDER BY k.n) FROM pg_index i CROSS JOIN
                unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, n) JOIN pg_attribute a ON a.attrelid = i.indrelid
                AND a.attnum = k.attnum WHERE i.indrelid = c.oid AND i.indisprimary)
            FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
              AND c.relname <> 'recorded' ORDER BY c.oid""";

    private static final String REFERENCES = """
            SELECT f.confrelid::regclass, (SELECT string_agg(a.attname, chr(30) ORDER BY k.n) FROM unnest(f.conkey)
              WITH ORDINALITY k (attnum, n) JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.attnum),
              (SELECT string_agg(a.attname, chr(30) ORDER BY k.n) FROM unnest(f.confkey) WITH ORDINALITY k (attnum, n)
              JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.attnum)
            FROM pg_constraint f WHERE f.contype = 'f' AND f.conparentid = 0 AND f.conrelid = '%s'::regclass
            ORDER BY cardinality(f.conkey), f.oid""";

    static List<Shape> of(Database db) throws SQLException {
        List<Shape> shapes = new ArrayList<>();
        for (List<String> row : db.rows(TABLES)) {
            List<String> names = Database.split(row.get(1));
            List<String> types = Database.split(row.get(2));
            Map<String, String> columns = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                columns.put(names.get(i), types.get(i));
            }
            List<Reference> references = new ArrayList<>();
            for (List<String> found : db.rows(REFERENCES.formatted(row.get(0)))) {
                references.add(new Reference(
                        Database.split(found.get(1)),
                        Objects.requireNonNull(found.get(0)),
                        Database.split(found.get(2))));
            }
            shapes.add(new Shape(
                    Objects.requireNonNull(row.get(0)),
                    columns,
                    Database.split(row.get(3)),
                    Database.split(row.get(4)),
                    Database.split(row.get(5)),
                    references));
        }
        return shapes;
    }
}
