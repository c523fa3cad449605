// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.registry;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The table {@code fraiseql_ivm}: one row for each maintained table. The generated SQL creates and fills it. */
public final class RegistryTable {

    public static final String NAME = "fraiseql_ivm";

    /** The function that makes a table equal to its view. */
    public static final String COMPARE = "fraiseql_ivm_compare";

    /** The function that makes a range of a table equal to its view. */
    public static final String COMPARE_RANGE = "fraiseql_ivm_compare_range";

    /**
     * The types of a key's first column by which ranges are cut: those whose order is the same in the view and in the
     * table. That of text depends on the collation.
     */
    public static final Set<String> RANGE_TYPES = Set.of("uuid", "bigint", "integer", "smallint");

    private final String schema;

    public RegistryTable(String schema) {
        this.schema = schema;
    }

    private String qualified() {
        return Sql.name(schema, NAME);
    }

    /** Whether there is one. */
    public boolean exists(TransactionalSession link) throws SQLException {
        return link.query("SELECT to_regclass(" + Sql.literal(qualified()) + ") IS NOT NULL")
                .get(0)
                .flag(0);
    }

    /** What is in it, by table; empty if there is none. */
    public Map<String, RegisteredTable> read(TransactionalSession link) throws SQLException {
        Map<String, RegisteredTable> found = new LinkedHashMap<>();
        if (!exists(link)) {
            return found;
        }
        for (Row row :
                link.query("SELECT tv, lock, definition, generated, compared FROM " + qualified() + " ORDER BY tv")) {
            found.put(
                    row.text(0),
                    new RegisteredTable(row.text(0), row.number(1), row.textOrNull(2), row.text(3), row.flag(4)));
        }
        return found;
    }
}
