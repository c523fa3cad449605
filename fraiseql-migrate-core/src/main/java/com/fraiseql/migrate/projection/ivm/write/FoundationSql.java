// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.projection.ivm.derive.IvmPlan;
import com.fraiseql.migrate.projection.ivm.derive.TablePlan;
import java.util.stream.Collectors;

/** The tables, and the trigger that is the ticket of a transaction. */
final class FoundationSql {

    private FoundationSql() {}

    /** The tables and sequences; what is there is kept. */
    static String tables(IvmPlan plan, Names names) {
        StringBuilder text = new StringBuilder();
        text.append("-- The maintained tables.\nCREATE TABLE IF NOT EXISTS ")
                .append(names.registry())
                .append("""
                 (
                  tv text PRIMARY KEY,
                  view text NOT NULL,
                  lock bigint NOT NULL,
                  definition text,
                  generated text NOT NULL,
                  compared boolean NOT NULL DEFAULT false,
                  installed_at timestamptz NOT NULL DEFAULT now()
                );
                """);
        text.append("""
                -- The queue: one row per statement that has changed something that a view uses. Only the transaction
                -- that has written a row ever sees it, and works on it before it commits: nothing is to recover.
                """);
        text.append("CREATE UNLOGGED TABLE IF NOT EXISTS ")
                .append(names.queue())
                .append("""
                 (
                  x xid8 NOT NULL,
                  source integer NOT NULL,
                  ticket boolean NOT NULL,
                  everything boolean NOT NULL,
                  concerns bigint NOT NULL
                ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
                        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = -1,
                        autovacuum_vacuum_cost_delay = 0);
                """);
        text.append("CREATE INDEX IF NOT EXISTS ")
                .append(names.queueIndex())
                .append(" ON ")
                .append(names.queue());
        text.append(" (x);\n");
        if (!plan.slots().isEmpty()) {
            text.append("ALTER TABLE ")
                    .append(names.queue())
                    .append(plan.slots().stream()
                            .map(s -> " ADD COLUMN IF NOT EXISTS " + Sql.name(s.name()) + " " + s.type() + "[]")
                            .collect(Collectors.joining(",\n ", "\n ", ";\n")));
        }
        for (TablePlan table : plan.tables()) {
            Maintained.Name name = table.table().name();
            text.append("CREATE SEQUENCE IF NOT EXISTS ").append(names.passes(name.schema(), name.table()));
            text.append(";\nCREATE SEQUENCE IF NOT EXISTS ").append(names.coarsePasses(name.schema(), name.table()));
            text.append(";\n");
        }
        if (plan.options().isolation() == IvmOptions.Isolation.ANY) {
            text.append(guard(plan, names));
        }
        return text.toString();
    }

    private static String guard(IvmPlan plan, Names names) {
        return "CREATE TABLE IF NOT EXISTS " + names.guard()
                + " (lock bigint, bucket integer, n bigint NOT NULL DEFAULT 0, PRIMARY KEY (lock, bucket)) WITH "
                + "(fillfactor"
                + " = 50);\n"
                + plan.tables().stream()
                        .map(t -> "INSERT INTO " + names.guard() + " (lock, bucket) SELECT " + t.lock()
                                + ", b FROM generate_series(0, 255) b ON CONFLICT DO NOTHING;\n")
                        .collect(Collectors.joining());
    }

    /**
     * The ticket. It fires once per transaction, at COMMIT or PREPARE, or at
     * {@code SET CONSTRAINTS … IMMEDIATE}.
     */
    static String ticket(Names names) {
        return Functions.block("BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgname = "
                + Functions.quoted(Names.TICKET) + " AND tgrelid = " + Functions.quoted(names.queue())
                + "::regclass) THEN\n    CREATE CONSTRAINT TRIGGER " + Names.TICKET + " AFTER INSERT ON "
                + names.queue()
                + "\n      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.ticket) EXECUTE FUNCTION "
                + names.pass()
                + "();\n  END IF;\nEND\n");
    }
}
