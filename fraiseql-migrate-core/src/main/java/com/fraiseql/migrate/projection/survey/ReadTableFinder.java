// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.survey;

import com.fraiseql.migrate.catalog.CatalogReader;
import com.fraiseql.migrate.catalog.CatalogReader.Found;
import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.catalog.TableName;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.state.StateTable;
import com.fraiseql.migrate.projection.state.SyncState;
import com.fraiseql.migrate.projection.sync.InitialSync;
import com.fraiseql.migrate.projection.sync.SelectSource;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.table.DependencyOrder;
import com.fraiseql.migrate.projection.table.SyncRun;
import com.fraiseql.migrate.projection.table.Target;
import com.fraiseql.migrate.script.Sha256;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@code tv_} tables that count, and what each is filled by: a hook, otherwise the {@code SELECT} of a file,
 * otherwise its view. The file comes before the view because it is the more deliberate of the two.
 */
public final class ReadTableFinder {

    private static final String HOOK = ":hook:";

    private final SyncRun run;
    private final List<InitialSync> hooks;
    private final SelectSource selects;
    private final boolean elsewhere;

    /**
     * Creates the finder.
     *
     * @param elsewhere whether there may be hooks that are not known here: a table that a hook has filled is then left
     *     to the hook, unless the options name the table
     */
    public ReadTableFinder(SyncRun run, List<InitialSync> hooks, SelectSource selects, boolean elsewhere) {
        this.run = run;
        this.hooks = List.copyOf(hooks);
        this.selects = selects;
        this.elsewhere = elsewhere;
    }

    /**
     * Every table that counts, in the order in which they can be filled: those that others read or refer to first.
     * Tables that cannot be filled are among them.
     */
    public ReadTableSet find(TransactionalSession link) throws SQLException {
        SyncOptions options = run.options();
        CatalogReader reader = new CatalogReader(link, StateTable.NAME, options.lockTimeout());
        Found found = run.retrying(() -> reader.read(options.schema(), Map.of()));
        run.searchPath(found.searchPath());
        Map<TableName, String> files = files(found.projections());
        if (!files.isEmpty()) {
            found = run.retrying(() -> reader.read(options.schema(), files));
        }
        List<Projection> tables = found.projections();
        requireHooksToFit(tables);
        requireNamesToFit(link, tables);
        Map<String, SyncState> states =
                found.stateExists() && found.schema() != null ? new StateTable(found.schema()).read(link) : Map.of();
        Set<String> views = views(link, tables);
        List<ReadTable> all = new ArrayList<>();
        List<String> leftToHooks = new ArrayList<>();
        for (Projection projection : tables) {
            if (projection.isTable() && counts(projection, options)) {
                SyncState state = states.get(projection.displayName());
                if (elsewhere && options.tables().isEmpty() && filledByHook(state)) {
                    leftToHooks.add(projection.displayName());
                } else {
                    InitialSync hook = hook(projection, tables).orElse(null);
                    all.add(work(projection, hook, files.get(nameOf(projection)), state, views));
                }
            }
        }
        List<ReadTable> chosen = chosen(all, tables, options);
        DependencyOrder<ReadTable> order =
                DependencyOrder.of(emptiness(link, chosen), ReadTable::name, ReadTable::before);
        return new ReadTableSet(order.tables(), order.cycles(), tables, leftToHooks);
    }

    private static ReadTable work(
            Projection projection,
            @Nullable InitialSync hook,
            @Nullable String select,
            @Nullable SyncState state,
            Set<String> views) {
        String definition = hook != null
                ? projection.definition() + HOOK + hook.version()
                : select == null ? projection.definition() : projection.definition() + ":" + Sha256.of(select);
        ReadTable work = new ReadTable(projection, hook, hook == null ? select : null, definition, state, null, null);
        return work.hasSource()
                ? work
                : new ReadTable(
                        projection,
                        null,
                        null,
                        definition,
                        state,
                        null,
                        SimilarName.among(views, projection.schema() + ".v_" + projection.entityType())
                                .orElse(null));
    }

    private Map<TableName, String> files(List<Projection> projections) {
        Map<TableName, String> found = new LinkedHashMap<>();
        for (Projection projection : projections) {
            if (projection.isTable()
                    && counts(projection, run.options())
                    && hook(projection, projections).isEmpty()) {
                selects.find(projection.displayName())
                        .or(() -> TableNames.isMeant(projection, projections)
                                ? selects.find(projection.table())
                                : Optional.empty())
                        .map(ReadTableFinder::withoutSemicolon)
                        .ifPresent(select -> found.put(nameOf(projection), select));
            }
        }
        return found;
    }

    /** A table of a schema that the role may not use, and that is not on its path, is another application's. */
    private boolean counts(Projection projection, SyncOptions options) {
        if (options.exclude().stream().anyMatch(pattern -> TableNames.matches(projection, pattern))) {
            return false;
        }
        if (!options.schemas().isEmpty()) {
            return options.schemas().contains(projection.schema());
        }
        if (!projection.usable() && !projection.onSearchPath()) {
            run.remarkOnce(
                    projection.displayName(),
                    "It is left alone, since the role may not use the schema " + projection.schema()
                            + "; fraiseql.migrate.sync.schemas names the schemas that count.");
            return false;
        }
        return true;
    }

    private void requireHooksToFit(List<Projection> tables) {
        for (InitialSync hook : hooks) {
            if (tables.stream().noneMatch(table -> TableNames.named(table, hook.table()))) {
                throw new MigrateException(
                        FailureCode.SYNC_UNKNOWN_TABLE,
                        "The hook " + ReadTable.nameOf(hook) + " fills " + hook.table()
                                + ", and there is no such table.",
                        "Create it in a migration, or correct what table() gives.");
            }
        }
    }

    /** A misspelled schema would leave out every table, and a misspelled pattern none. */
    private void requireNamesToFit(TransactionalSession link, List<Projection> tables) throws SQLException {
        for (String schema : run.options().schemas()) {
            if (tables.stream().noneMatch(table -> table.schema().equals(schema))
                    && link.query("SELECT 1 FROM pg_namespace WHERE nspname = " + Sql.literal(schema))
                            .isEmpty()) {
                throw new MigrateException(
                        FailureCode.BAD_CONFIGURATION,
                        "There is no schema " + schema + " whose read tables could be filled.",
                        "Correct the schemas of the sync (fraiseql.migrate.sync.schemas, or --schemas).");
            }
        }
        for (String pattern : run.options().exclude()) {
            if (tables.stream().noneMatch(table -> TableNames.matches(table, pattern))) {
                run.remarkOnce("", "No read table is excluded by " + pattern + ".");
            }
        }
    }

    private static List<ReadTable> chosen(List<ReadTable> all, List<Projection> known, SyncOptions options) {
        for (String table : options.tables()) {
            if (all.stream().noneMatch(work -> work.hasSource() && TableNames.named(work.projection(), table))) {
                throw TableNames.unknown(table, all, known);
            }
        }
        return options.tables().isEmpty()
                ? all
                : all.stream()
                        .filter(work ->
                                options.tables().stream().anyMatch(table -> TableNames.named(work.projection(), table)))
                        .toList();
    }

    /** Whether the tables have rows: one query for all tables that the role may read. */
    private List<ReadTable> emptiness(TransactionalSession link, List<ReadTable> works) throws SQLException {
        SyncOptions options = run.options();
        List<ReadTable> asked = works.stream()
                .filter(work -> work.hasSource() && work.projection().readable())
                .toList();
        if (asked.isEmpty()) {
            return works;
        }
        Map<String, Boolean> empty = new LinkedHashMap<>();
        try {
            Row row = link.inTransaction(tx -> tx.query("SET LOCAL lock_timeout = '"
                            + options.lockTimeout().toMillis() + "ms';"
                            + asked.stream()
                                    .map(work -> "NOT EXISTS (SELECT FROM " + Target.rows(work.projection()) + ")")
                                    .collect(Collectors.joining(", ", "SELECT ", "")))
                    .get(0));
            for (int i = 0; i < asked.size(); i++) {
                empty.put(asked.get(i).name(), row.flag(i));
            }
        } catch (SQLException e) {
            if (SqlState.connectionLost(e) || run.cancelled()) {
                throw e;
            }
            // a table that another session has locked: whether it has rows is not known now
        }
        return works.stream()
                .map(work -> work.withEmpty(empty.get(work.name())))
                .toList();
    }

    /** The views that belong to no table, if there are tables without a view. */
    private static Set<String> views(TransactionalSession link, List<Projection> tables) throws SQLException {
        if (tables.stream().allMatch(table -> !table.isTable() || table.view() != null)) {
            return Set.of();
        }
        Set<String> taken = tables.stream()
                .filter(table -> table.view() != null)
                .map(table -> table.schema() + "." + table.view())
                .collect(Collectors.toSet());
        return link
                .query("SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = "
                        + "c.relnamespace"
                        + " WHERE c.relkind IN ('v', 'm') AND c.relname LIKE 'v\\_%' AND n.nspname !~ '^pg_'")
                .stream()
                .map(row -> row.text(0))
                .filter(view -> !taken.contains(view))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Optional<InitialSync> hook(Projection projection, List<Projection> tables) {
        return hooks.stream()
                .filter(hook -> hook.table().equals(projection.displayName())
                        || (hook.table().equals(projection.table()) && TableNames.isMeant(projection, tables)))
                .findFirst();
    }

    private static boolean filledByHook(@Nullable SyncState state) {
        if (state == null) {
            return false;
        }
        String definition = state.target() == null ? state.definition() : state.target();
        return definition != null && definition.contains(HOOK);
    }

    private static TableName nameOf(Projection projection) {
        return new TableName(projection.schema(), projection.table());
    }

    private static String withoutSemicolon(String select) {
        String text = select.strip();
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }
}
