// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.Projection;
import com.fraiseql.migrate.projection.sync.CatalogReader.Found;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the {@code tv_} tables that can be filled, and what each is filled by: a hook, else its view, else a {@code SELECT}. A {@code tv_}
 * that has none of them is somebody else's.
 */
final class WorkFinder {

    private final List<InitialSync> hooks;
    private final SelectSource selects;

    WorkFinder(List<InitialSync> hooks, SelectSource selects) {
        this.hooks = List.copyOf(hooks);
        this.selects = selects;
    }

    /** Every table that can be filled, of those that the options name, with its state. */
    List<Work> find(Link link, SyncOptions options) throws SQLException {
        Found found = new CatalogReader(link).read(options.schema());
        Map<String, SyncState> states =
                found.stateExists() && found.schema() != null ? new StateTable(found.schema()).read(link) : Map.of();
        List<Work> all = new ArrayList<>();
        Set<InitialSync> used = new HashSet<>();
        for (Projection projection : found.projections()) {
            if (!projection.isTable()) {
                hook(projection).ifPresent(used::add);
                continue;
            }
            Optional<InitialSync> hook = hook(projection);
            hook.ifPresent(used::add);
            String select = hook.isPresent() || projection.view() != null
                    ? null
                    : selects.find(projection.table())
                            .map(WorkFinder::withoutSemicolon)
                            .orElse(null);
            if (hook.isPresent() || projection.view() != null || select != null) {
                String definition = hook.isPresent()
                        ? projection.definition() + ":hook:" + hook.get().version()
                        : select == null
                                ? projection.definition()
                                : projection.definition() + ":" + Digest.sha256(select);
                all.add(new Work(
                        projection, hook.orElse(null), select, definition, states.get(projection.displayName())));
            }
        }
        for (InitialSync hook : hooks) {
            if (!used.contains(hook)) {
                throw new MigrateException(
                        FailureCode.SYNC_UNKNOWN_TABLE,
                        "The hook " + HookRun.nameOf(hook) + " fills " + hook.table()
                                + ", and there is no such table on the search path.",
                        "Create it in a migration, or correct what table() gives.");
            }
        }
        return chosen(all, found.projections(), options.tables());
    }

    private static List<Work> chosen(List<Work> all, List<Projection> known, Set<String> wanted) {
        for (String table : wanted) {
            if (all.stream().noneMatch(work -> named(work.projection(), table))) {
                boolean exists = known.stream().anyMatch(projection -> named(projection, table));
                throw new MigrateException(
                        FailureCode.SYNC_UNKNOWN_TABLE,
                        exists
                                ? table + " has nothing to be filled from: it is a view itself, or there is no view v_"
                                        + table.replaceFirst("^(.*\\.)?tv_", "") + "."
                                : "There is no table " + table + " on the search path.",
                        all.isEmpty()
                                ? "No tv_ table can be filled."
                                : "Those that can be filled: "
                                        + String.join(
                                                ", ",
                                                all.stream().map(Work::name).toList()) + ".");
            }
        }
        return wanted.isEmpty()
                ? all
                : all.stream()
                        .filter(work -> wanted.stream().anyMatch(table -> named(work.projection(), table)))
                        .toList();
    }

    private Optional<InitialSync> hook(Projection projection) {
        return hooks.stream().filter(hook -> named(projection, hook.table())).findFirst();
    }

    private static boolean named(Projection projection, String table) {
        return table.equals(projection.table()) || table.equals(projection.displayName());
    }

    private static String withoutSemicolon(String select) {
        String text = select.strip();
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }
}
