// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.catalog;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Reads the generated functions that are there. */
public final class InstalledFunctions {

    private static final String QUERY = """
            SELECT p.proname, p.prosrc FROM pg_catalog.pg_proc p
            WHERE p.pronamespace = %s::pg_catalog.regnamespace AND pg_catalog.starts_with(p.proname::text, %s)""";

    private InstalledFunctions() {}

    /**
     * The bodies of those whose names begin alike, by name.
     *
     * @param prefix what their names begin with
     */
    public static Map<String, String> bodies(TransactionalSession link, String prefix, String schema)
            throws SQLException {
        Map<String, String> bodies = new HashMap<>();
        for (Row row : link.query(QUERY.formatted(Sql.literal(Sql.name(schema)), Sql.literal(prefix)))) {
            bodies.put(row.text(0), row.text(1));
        }
        return bodies;
    }
}
