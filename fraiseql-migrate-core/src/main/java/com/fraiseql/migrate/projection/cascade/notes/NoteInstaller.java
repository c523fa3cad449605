// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import com.fraiseql.migrate.catalog.CatalogReader;
import com.fraiseql.migrate.catalog.InstalledFunctions;
import com.fraiseql.migrate.catalog.InstalledTrigger;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.cascade.KeyPlan;
import com.fraiseql.migrate.projection.ivm.write.GeneratedTrigger;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.table.SyncMutex;
import com.fraiseql.migrate.projection.table.SyncRun;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Installs and removes what notes changes, while others write, under the mutex of the sync: first tables and functions,
 * then the triggers, relation by relation, each in a short transaction. The last step is a note by which every instance
 * forgets what it has cached, since changes between a migration and its triggers are not noted.
 */
public final class NoteInstaller {

    private final SyncRun run;
    private final TransactionalSession link;
    private final @Nullable String wanted;

    private NoteInstaller(SyncRun run, TransactionalSession link, @Nullable String wanted) {
        this.run = run;
        this.link = link;
        this.wanted = wanted;
    }

    /**
     * Installs what is not current. Takes no lock if nothing is to be done.
     *
     * @param schema where the generated objects are to be; {@code null} for where they are, or else the session's
     *     current schema
     * @param plans read again under the mutex
     * @return whether there was anything to do
     */
    public static boolean install(DataSource dataSource, @Nullable String schema, Supplier<List<KeyPlan>> plans)
            throws SQLException {
        return with(dataSource, schema, installer -> installer.install(plans));
    }

    /** Removes everything that was installed, unless an instance is alive, and says whether there was anything. */
    public static boolean remove(DataSource dataSource, @Nullable String schema) throws SQLException {
        return with(dataSource, schema, NoteInstaller::remove);
    }

    /** The tables that have triggers, by name. */
    public static List<String> tables(DataSource dataSource, @Nullable String schema) throws SQLException {
        return with(dataSource, schema, NoteInstaller::tables);
    }

    private interface Work<T> {
        T in(NoteInstaller installer) throws SQLException;
    }

    private static <T> T with(DataSource dataSource, @Nullable String schema, Work<T> work) throws SQLException {
        SyncOptions options = SyncOptions.defaults().withWhenBusy(SyncOptions.WhenBusy.WAIT, Duration.ofHours(1));
        SyncRun run = new SyncRun(dataSource, options, new SyncListener() {});
        TransactionalSession link = run.open();
        try {
            return work.in(new NoteInstaller(run, link, schema));
        } finally {
            run.close(link);
        }
    }

    /** The schema of the generated objects, {@code null} if there is none that could be. */
    static @Nullable String schema(TransactionalSession link, @Nullable String wanted) throws SQLException {
        return CatalogReader.schema(link, NoteNames.NOTE, wanted);
    }

    private boolean install(Supplier<List<KeyPlan>> plans) throws SQLException {
        String schema = schema(link, wanted);
        if (schema == null) {
            throw new MigrateException(
                    FailureCode.NO_SCHEMA,
                    "No schema on the search path exists.",
                    "Create the schema, or name one (fraiseql.migrate.schema).");
        }
        NoteNames names = new NoteNames(schema);
        if (isCurrent(new NoteScript(names, NotedTable.of(plans.get())))) {
            return false;
        }
        return new SyncMutex(run, link, schema).hold(() -> install(new NoteScript(names, NotedTable.of(plans.get()))));
    }

    private boolean install(NoteScript script) throws SQLException {
        committed(script.foundation() + script.functionsText());
        List<InstalledTrigger> there = triggers(script.names());
        List<GeneratedTrigger> wantedTriggers = script.triggers();
        Map<List<String>, StringBuilder> byRelation = new LinkedHashMap<>();
        wantedTriggers.stream()
                .filter(trigger -> !trigger.isIn(there))
                .forEach(trigger -> byRelation
                        .computeIfAbsent(List.of(trigger.schema(), trigger.table()), r -> new StringBuilder())
                        .append(trigger.sql()));
        there.stream()
                .filter(found -> wantedTriggers.stream().noneMatch(trigger -> trigger.isCalledAs(found)))
                .forEach(found -> byRelation
                        .computeIfAbsent(List.of(found.schema(), found.table()), r -> new StringBuilder())
                        .append(found.drop()));
        for (StringBuilder sql : byRelation.values()) {
            committed(sql.toString());
        }
        Set<String> superfluous = new HashSet<>(functions(script.names()).keySet());
        superfluous.removeAll(script.bodies().keySet());
        committed(drop(superfluous, script.names()) + "INSERT INTO "
                + script.names().note()
                + " (x, source, bits, everything) VALUES (pg_catalog.pg_current_xact_id(), '" + NoteReader.ANY
                + "', -1, true); SELECT pg_catalog.pg_notify('" + NoteNames.CHANNEL + "', '')");
        return true;
    }

    private boolean isCurrent(NoteScript script) throws SQLException {
        List<InstalledTrigger> there = triggers(script.names());
        List<GeneratedTrigger> wantedTriggers = script.triggers();
        return functions(script.names()).equals(script.bodies())
                && there.size() == wantedTriggers.size()
                && wantedTriggers.stream().allMatch(trigger -> trigger.isIn(there))
                && exists(script.names());
    }

    private boolean exists(NoteNames names) throws SQLException {
        return link.query("SELECT pg_catalog.to_regclass(" + Sql.literal(names.note()) + ") IS NOT NULL AND "
                        + "pg_catalog.to_regclass(" + Sql.literal(names.instance()) + ") IS NOT NULL AND "
                        + "pg_catalog.to_regclass(" + Sql.literal(names.armed()) + ") IS NOT NULL AND "
                        + "pg_catalog.to_regclass(" + Sql.literal(names.wake()) + ") IS NOT NULL")
                .get(0)
                .flag(0);
    }

    private Map<String, String> functions(NoteNames names) throws SQLException {
        return InstalledFunctions.bodies(link, NoteNames.PREFIX, names.schema());
    }

    private List<InstalledTrigger> triggers(NoteNames names) throws SQLException {
        return InstalledTrigger.read(link, NoteNames.PREFIX, names.schema());
    }

    private static String drop(Set<String> functions, NoteNames names) {
        return functions.stream()
                .map(name -> "DROP FUNCTION IF EXISTS " + Sql.name(names.schema(), name) + "();\n")
                .collect(Collectors.joining());
    }

    private List<String> tables() throws SQLException {
        String schema = schema(link, wanted);
        return schema == null
                ? List.of()
                : triggers(new NoteNames(schema)).stream()
                        .map(trigger -> trigger.schema() + "." + trigger.table())
                        .distinct()
                        .sorted()
                        .toList();
    }

    /** One that is alive would install everything again. */
    private void requireNoInstance(NoteNames names) throws SQLException {
        long alive = link.query("SELECT pg_catalog.count(*) FROM " + names.instance()
                        + " WHERE beat > pg_catalog.clock_timestamp() - INTERVAL '" + ReaderSql.LEASE_SECONDS + " s'")
                .get(0)
                .number(0);
        if (alive > 0) {
            throw new MigrateException(
                    FailureCode.IN_USE,
                    alive == 1
                            ? "An application instance reads what is noted."
                            : alive + " application instances read what is noted.",
                    "Set fraiseql.migrate.cascade.mode to off, and restart the application. An instance that has"
                            + " crashed counts for " + ReaderSql.LEASE_SECONDS + " s.");
        }
    }

    private boolean remove() throws SQLException {
        String schema = schema(link, wanted);
        NoteNames names = new NoteNames(String.valueOf(schema));
        if (schema == null || (!exists(names) && functions(names).isEmpty())) {
            return false;
        }
        return new SyncMutex(run, link, schema).hold(() -> {
            if (exists(names)) {
                requireNoInstance(names);
            }
            for (InstalledTrigger trigger : triggers(names)) {
                committed(trigger.drop());
            }
            committed(drop(functions(names).keySet(), names)
                    + "DROP TABLE IF EXISTS " + names.note() + ", " + names.instance()
                    + "; DROP SEQUENCE IF EXISTS " + names.armed() + ", " + names.wake());
            return true;
        });
    }

    private void committed(String sql) throws SQLException {
        run.committed(link, sql);
    }
}
