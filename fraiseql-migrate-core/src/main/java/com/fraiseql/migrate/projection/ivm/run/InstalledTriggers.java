// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.run;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.ivm.write.GeneratedTrigger;
import com.fraiseql.migrate.projection.ivm.write.Names;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The generated triggers that are there. */
final class InstalledTriggers {

    private static final String ALL = """
            SELECT n.nspname, c.relname, t.tgname, p.proname, t.tgenabled IN ('O', 'A')
            FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
            JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT t.tgisinternal AND pg_catalog.starts_with(t.tgname::text, %s)
              AND p.pronamespace = %s::regnamespace ORDER BY 1, 2, 3""";

    private final List<Found> triggers;

    private InstalledTriggers(List<Found> triggers) {
        this.triggers = triggers;
    }

    /** A trigger of ours. */
    record Found(String schema, String table, String name, String function, boolean enabled) {

        boolean is(GeneratedTrigger wanted) {
            return schema.equals(wanted.schema())
                    && table.equals(wanted.table())
                    && name.equals(wanted.name())
                    && function.equals(wanted.function());
        }

        String drop() {
            return "DROP TRIGGER IF EXISTS " + Sql.name(name) + " ON " + Sql.name(schema, table);
        }
    }

    static InstalledTriggers read(TransactionalSession link, String schema) throws SQLException {
        List<Found> found = new ArrayList<>();
        for (Row row : link.query(ALL.formatted(Sql.literal(Names.TRIGGER_PREFIX), Sql.literal(Sql.name(schema))))) {
            found.add(new Found(row.text(0), row.text(1), row.text(2), row.text(3), row.flag(4)));
        }
        return new InstalledTriggers(found);
    }

    List<Found> all() {
        return triggers;
    }

    boolean has(GeneratedTrigger wanted) {
        return triggers.stream().anyMatch(t -> t.is(wanted) && t.enabled());
    }

    boolean hasDisabled(GeneratedTrigger wanted) {
        return triggers.stream().anyMatch(t -> t.is(wanted) && !t.enabled());
    }
}
