// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.catalog;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import java.sql.SQLException;
import java.util.List;

/**
 * A generated trigger that is there.
 *
 * @param schema the schema of its relation
 * @param table the name of its relation
 * @param name its own name
 * @param function the name of the function that it calls
 * @param enabled whether it fires in an ordinary session
 */
public record InstalledTrigger(String schema, String table, String name, String function, boolean enabled) {

    private static final String QUERY = """
            SELECT n.nspname, c.relname, t.tgname, p.proname, t.tgenabled IN ('O', 'A')
            FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
            JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT t.tgisinternal AND pg_catalog.starts_with(t.tgname::text, %s)
              AND p.pronamespace = %s::pg_catalog.regnamespace ORDER BY 1, 2, 3""";

    /**
     * Reads those whose names begin alike, relation by relation.
     *
     * @param prefix what their names begin with
     * @param schema the schema of their functions
     */
    public static List<InstalledTrigger> read(TransactionalSession link, String prefix, String schema)
            throws SQLException {
        return link.query(QUERY.formatted(Sql.literal(prefix), Sql.literal(Sql.name(schema)))).stream()
                .map(InstalledTrigger::of)
                .toList();
    }

    private static InstalledTrigger of(Row row) {
        return new InstalledTrigger(row.text(0), row.text(1), row.text(2), row.text(3), row.flag(4));
    }

    /** The statement that removes it. */
    public String drop() {
        return "DROP TRIGGER IF EXISTS " + Sql.name(name) + " ON " + Sql.name(schema, table) + ";\n";
    }
}
