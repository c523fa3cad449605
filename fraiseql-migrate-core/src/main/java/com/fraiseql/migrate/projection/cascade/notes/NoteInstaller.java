// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import com.fraiseql.migrate.catalog.CatalogReader;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.cascade.KeyPlan;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.table.SyncMutex;
import com.fraiseql.migrate.projection.table.SyncRun;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
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

    private static final String FUNCTIONS = """
            SELECT p.proname, p.prosrc FROM pg_catalog.pg_proc p
            WHERE p.pronamespace = %1$s::pg_catalog.regnamespace AND pg_catalog.starts_with(p.proname::text, %2$s)""";

    private static final String TRIGGERS = """
            SELECT n.nspname, c.relname, t.tgname, p.proname, t.tgenabled IN ('O', 'A')
            FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
            JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT t.tgisinternal AND pg_catalog.starts_with(t.tgname::text, %2$s)
              AND p.pronamespace = %1$s::pg_catalog.regnamespace ORDER BY 1, 2, 3""";

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

    /** Removes everything that was installed, and says whether there was anything. */
    public static boolean remove(DataSource dataSource, @Nullable String schema) throws SQLException {
        return with(dataSource, schema, NoteInstaller::remove);
    }

    private interface Work {
        boolean in(NoteInstaller installer) throws SQLException;
    }

    private static boolean with(DataSource dataSource, @Nullable String schema, Work work) throws SQLException {
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
        return link.query("SELECT " + CatalogReader.schemaOf(NoteNames.NOTE, wanted))
                .get(0)
                .textOrNull(0);
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
        return alone(schema, () -> install(new NoteScript(names, NotedTable.of(plans.get()))));
    }

    private boolean install(NoteScript script) throws SQLException {
        committed(script.foundation() + script.functionsText());
        Map<List<String>, Boolean> there = triggers(script.names());
        Map<List<String>, StringBuilder> byRelation = new LinkedHashMap<>();
        Set<List<String>> kept = new HashSet<>();
        for (NoteScript.Trigger trigger : script.triggers()) {
            kept.add(trigger.key());
            if (!Boolean.TRUE.equals(there.get(trigger.key()))) {
                byRelation
                        .computeIfAbsent(List.of(trigger.schema(), trigger.relation()), r -> new StringBuilder())
                        .append(trigger.sql());
            }
        }
        there.keySet().stream()
                .filter(key -> !kept.contains(key)
                        && kept.stream().noneMatch(k -> k.subList(0, 3).equals(key.subList(0, 3))))
                .forEach(key -> byRelation
                        .computeIfAbsent(key.subList(0, 2), r -> new StringBuilder())
                        .append(drop(key)));
        for (StringBuilder sql : byRelation.values()) {
            committed(sql.toString());
        }
        String superfluous = functions(script.names()).keySet().stream()
                .filter(name -> !script.bodies().containsKey(name))
                .map(name ->
                        "DROP FUNCTION IF EXISTS " + Sql.name(script.names().schema(), name) + "();\n")
                .collect(Collectors.joining());
        committed(superfluous + "INSERT INTO " + script.names().note()
                + " (x, source, bits, everything) VALUES (pg_catalog.pg_current_xact_id(), '" + NoteReader.ANY
                + "', -1, true); SELECT pg_catalog.pg_notify('" + NoteNames.CHANNEL + "', '')");
        return true;
    }

    private boolean isCurrent(NoteScript script) throws SQLException {
        Map<List<String>, Boolean> there = triggers(script.names());
        List<NoteScript.Trigger> wantedTriggers = script.triggers();
        return functions(script.names()).equals(script.bodies())
                && there.size() == wantedTriggers.size()
                && wantedTriggers.stream().allMatch(t -> Boolean.TRUE.equals(there.get(t.key())))
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
        Map<String, String> found = new HashMap<>();
        for (Row row : link.query(filled(FUNCTIONS, names))) {
            found.put(row.text(0), row.text(1));
        }
        return found;
    }

    /** The triggers that are there, and whether each fires. */
    private Map<List<String>, Boolean> triggers(NoteNames names) throws SQLException {
        Map<List<String>, Boolean> found = new LinkedHashMap<>();
        for (Row row : link.query(filled(TRIGGERS, names))) {
            found.put(List.of(row.text(0), row.text(1), row.text(2), row.text(3)), row.flag(4));
        }
        return found;
    }

    private static String filled(String query, NoteNames names) {
        return query.formatted(Sql.literal(Sql.name(names.schema())), Sql.literal(NoteNames.PREFIX));
    }

    private static String drop(List<String> trigger) {
        return "DROP TRIGGER IF EXISTS " + Sql.name(trigger.get(2)) + " ON " + Sql.name(trigger.get(0), trigger.get(1))
                + ";\n";
    }

    private boolean remove() throws SQLException {
        String schema = schema(link, wanted);
        NoteNames names = new NoteNames(String.valueOf(schema));
        if (schema == null || (!exists(names) && functions(names).isEmpty())) {
            return false;
        }
        return alone(schema, () -> {
            for (List<String> trigger : triggers(names).keySet()) {
                committed(drop(trigger));
            }
            committed(functions(names).keySet().stream()
                            .map(name -> "DROP FUNCTION IF EXISTS " + Sql.name(schema, name) + "();\n")
                            .collect(Collectors.joining())
                    + "DROP TABLE IF EXISTS " + names.note() + ", " + names.instance()
                    + "; DROP SEQUENCE IF EXISTS " + names.armed() + ", " + names.wake());
            return true;
        });
    }

    private boolean alone(String schema, SyncRun.Attempt<Boolean> work) throws SQLException {
        SyncMutex mutex = new SyncMutex(run, link, schema);
        mutex.acquire();
        try {
            return work.run();
        } finally {
            mutex.release();
        }
    }

    private void committed(String sql) throws SQLException {
        run.committed(link, tx -> {
            tx.execute(sql);
            return 0;
        });
    }
}
