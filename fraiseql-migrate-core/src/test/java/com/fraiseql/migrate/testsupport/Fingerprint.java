// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.util.ArrayList;
import java.util.List;

/** Everything that a migration can leave in a database, as lines of text that two databases can be compared by. */
public final class Fingerprint {

    private static final String OURS =
            "c.relname !~ '^fraiseql_migration'" + " AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

    private static final List<String> CATALOG = List.of(
            "SELECT concat_ws(' ', 'relation', c.oid::regclass, c.relkind, c.relispartition, c.reloptions, "
                    + "pg_get_expr(c.relpartbound, c.oid))"
                    + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE " + OURS,
            "SELECT concat_ws(' ', 'column', c.oid::regclass, a.attnum, a.attname, format_type(a.atttypid, "
                    + "a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid))"
                    + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = "
                    + "c.relnamespace"
                    + " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.attnum > 0 AND "
                    + OURS,
            "SELECT concat_ws(' ', 'index', pg_get_indexdef(x.indexrelid), x.indisvalid, x.indisready) FROM pg_index x"
                    + " JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
                    + OURS,
            "SELECT concat_ws(' ', 'constraint', c.oid::regclass, k.conname, pg_get_constraintdef(k.oid), "
                    + "k.convalidated) FROM pg_constraint k"
                    + " JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
                    + OURS,
            "SELECT concat_ws(' ', 'inherits', i.inhrelid::regclass, i.inhparent::regclass, i.inhdetachpending) "
                    + "FROM pg_inherits i"
                    + " JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
                    + OURS,
            "SELECT concat_ws(' ', 'enum', e.enumtypid::regtype, e.enumsortorder, e.enumlabel) FROM pg_enum e",
            "SELECT concat_ws(' ', 'view', c.oid::regclass, pg_get_viewdef(c.oid)) FROM pg_class c"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm') AND " + OURS,
            "SELECT concat_ws(' ', 'function', p.oid::regprocedure, md5(pg_get_functiondef(p.oid))) FROM pg_proc p"
                    + " JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prokind IN ('f', 'p') AND n.nspname "
                    + "!~ '^pg_' AND n.nspname <> 'information_schema'");

    private Fingerprint() {}

    /** The catalog, and every row of every table. */
    public static List<String> of(TestDatabase database) {
        List<String> lines = new ArrayList<>();
        CATALOG.forEach(question -> lines.addAll(database.query(question + " ORDER BY 1")));
        for (String table : database.query(
                "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.relkind IN ('r', 'm') AND " + OURS + " ORDER BY 1")) {
            database.query("SELECT t::text FROM " + table + " t ORDER BY 1").forEach(row -> lines.add(table + row));
        }
        return lines;
    }

    /** What the history says, without what differs from run to run. */
    public static List<String> history(TestDatabase database) {
        List<String> lines = new ArrayList<>(database.query(
                "SELECT concat_ws(' ', version, checksum, state, units_done, units_total, unit_checksums) "
                        + "FROM fraiseql_migrations ORDER BY version"));
        lines.addAll(database.query(
                "SELECT concat_ws(' ', version, action, unit, count(*)) FROM fraiseql_migration_log WHERE action IN "
                        + "('up', 'unit') GROUP BY version, action, unit ORDER BY version, action, unit"));
        return lines;
    }
}
