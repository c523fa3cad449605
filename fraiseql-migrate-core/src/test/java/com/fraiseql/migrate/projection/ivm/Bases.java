// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.decide.BaseTable;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.Arrays;
import java.util.List;

/** Base tables as the catalog has them, for models that are written by hand. */
public final class Bases {

    private final TestDatabase db;

    public Bases(TestDatabase db) {
        this.db = db;
    }

    public BaseTable of(String name) {
        return of("public", name);
    }

    public BaseTable of(String schema, String name) {
        String relation = Sql.literal(Sql.name(schema, name)) + "::regclass";
        List<String> key =
                db.query("SELECT a.attname FROM pg_index i CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY"
                        + " k(n, o) JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.n WHERE "
                        + "i.indisprimary AND"
                        + " i.indrelid = " + relation + " ORDER BY k.o");
        List<BaseTable.Column> columns = db
                .query("SELECT concat_ws(chr(31), a.attname, format_type(CASE WHEN t.typtype = 'd' THEN "
                        + "t.typbasetype ELSE"
                        + " a.atttypid END, NULL), a.attnotnull, a.attgenerated <> 'v') FROM "
                        + "pg_attribute a JOIN pg_type t ON"
                        + " t.oid = a.atttypid WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid = "
                        + relation
                        + " ORDER BY a.attnum")
                .stream()
                .map(row -> row.split("\u001f", -1))
                .map(c -> new BaseTable.Column(c[0], c[1], c[2].equals("t"), c[3].equals("t"), !c[1].equals("json")))
                .toList();
        List<BaseTable.Relative> family = db
                .query("WITH RECURSIVE down(o) AS (SELECT " + relation
                        + "::oid UNION SELECT i.inhrelid FROM pg_inherits i"
                        + " JOIN down ON i.inhparent = o), up(o) AS (SELECT " + relation
                        + "::oid UNION SELECT i.inhparent"
                        + " FROM pg_inherits i JOIN up ON i.inhrelid = o) SELECT concat_ws(chr(31), n.nspname, "
                        + "c.relname,"
                        + " (SELECT string_agg(a.attname, chr(30) ORDER BY a.attnum) FROM pg_attribute a WHERE "
                        + "a.attrelid ="
                        + " c.oid AND a.attnum > 0 AND NOT a.attisdropped)) FROM (SELECT o FROM down UNION "
                        + "SELECT o FROM up)"
                        + " f JOIN pg_class c ON c.oid = f.o JOIN pg_namespace n ON n.oid = c.relnamespace ORDER "
                        + "BY c.oid <> "
                        + relation + ", 1")
                .stream()
                .map(row -> row.split("\u001f", -1))
                .map(r -> new BaseTable.Relative(r[0], r[1], Arrays.asList(r[2].split("\u001e", -1))))
                .toList();
        long oid = Long.parseLong(db.query("SELECT " + relation + "::oid::text").get(0));
        return new BaseTable(oid, schema, name, key, columns, family);
    }
}
