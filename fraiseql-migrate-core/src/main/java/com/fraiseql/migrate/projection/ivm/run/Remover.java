// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.run;

import com.fraiseql.migrate.catalog.CatalogReader;
import com.fraiseql.migrate.catalog.InstalledTrigger;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.registry.RegistryTable;
import com.fraiseql.migrate.projection.ivm.write.Names;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Removes everything that was generated: the triggers, relation by relation, then the functions and tables, when no
 * transaction is left that has queued something.
 */
public final class Remover {

    private static final String OBJECTS = """
            SELECT format('DROP TRIGGER IF EXISTS %%I ON %%s;', t.tgname, t.tgrelid::regclass)
              FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
              WHERE c.relnamespace = %1$s::regnamespace AND c.relname = 'fraiseql_ivm_queue' AND NOT t.tgisinternal
            UNION ALL
            SELECT format('DROP FUNCTION IF EXISTS %%s;', p.oid::regprocedure) FROM pg_proc p
              WHERE p.pronamespace = %1$s::regnamespace AND starts_with(p.proname::text, 'fraiseql_ivm_')
            UNION ALL
            SELECT format('DROP %%s IF EXISTS %%s;', CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
                c.oid::regclass)
              FROM pg_class c WHERE c.relnamespace = %1$s::regnamespace
              AND (c.relname IN ('fraiseql_ivm', 'fraiseql_ivm_queue', 'fraiseql_ivm_guard') AND c.relkind = 'r'
                OR starts_with(c.relname::text, 'fraiseql_ivm_') AND c.relkind = 'S')""";

    private final IvmRun ivm;
    private final IvmOptions options;

    public Remover(IvmRun ivm, IvmOptions options) {
        this.ivm = ivm;
        this.options = options;
    }

    /** Removes it, and gives the tables that were maintained. */
    public List<String> remove() throws SQLException {
        String schema = CatalogReader.schema(ivm.link(), RegistryTable.NAME, options.schema());
        RegistryTable registry = new RegistryTable(String.valueOf(schema));
        if (schema == null || !registry.exists(ivm.link())) {
            return List.of();
        }
        return ivm.alone(schema, alone -> {
            List<String> tables = List.copyOf(registry.read(ivm.link()).keySet());
            for (InstalledTrigger trigger : InstalledTrigger.read(ivm.link(), Names.TRIGGER_PREFIX, schema)) {
                ivm.committed(trigger.drop());
            }
            ivm.run().committed(ivm.link(), tx -> {
                tx.execute("LOCK TABLE " + Sql.name(schema, Names.PREFIX + "_queue") + " IN ACCESS EXCLUSIVE MODE");
                List<Row> rows = tx.query(OBJECTS.formatted(Sql.literal(Sql.name(schema))));
                tx.execute(rows.stream().map(row -> row.text(0)).collect(Collectors.joining("\n")));
                return 0;
            });
            return tables;
        });
    }
}
