// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.List;

/** A copy of all rows, to which the tables can be put back without a trigger noticing. */
final class Copy {

    private static final String TABLES = """
            SELECT format(%s) FROM (
              SELECT CASE WHEN c.relkind = 'p' THEN '' ELSE 'ONLY ' END AS what,
                format('%%I.%%I', n.nspname, c.relname) AS name,
                format('saved.%%I', n.nspname || '.' || c.relname) AS saved,
                (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
                  WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
                AND n.nspname !~ '^pg_|^saved$|^information_schema$'
                AND NOT starts_with(c.relname, 'fraiseql_') ORDER BY c.oid) t""";

    private static final String COPY = "'CREATE TABLE %s AS SELECT %s FROM %s%s', saved, columns, what, name";
    private static final String DELETE = "'DELETE FROM %s%s', what, name";
    private static final String INSERT =
            "'INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s', name, columns, columns, saved";

    private final String restore;

    private Copy(String restore) {
        this.restore = restore;
    }

    static Copy of(TestDatabase db) {
        db.execute("DROP SCHEMA IF EXISTS saved CASCADE", "CREATE SCHEMA saved");
        db.query(TABLES.formatted(COPY)).forEach(db::execute);
        return new Copy("BEGIN; SET LOCAL session_replication_role = replica; " + statements(db, DELETE)
                + statements(db, INSERT) + "COMMIT");
    }

    private static String statements(TestDatabase db, String format) {
        List<String> found = db.query(TABLES.formatted(format));
        return String.join("; ", found) + "; ";
    }

    /** The statements that put the rows back. */
    String restore() {
        return restore;
    }
}
