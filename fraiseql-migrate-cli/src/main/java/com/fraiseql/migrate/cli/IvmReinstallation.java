// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ProjectConfig;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.ReadTablePresence;
import com.fraiseql.migrate.projection.ivm.IvmMode;
import com.fraiseql.migrate.projection.ivm.IvmResult;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Installed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a run of migrations makes necessary for maintained tables: where one has changed what a table is made of, its
 * maintenance is reinstalled. {@code fraiseql.migrate.ivm.mode} says what is done: with {@code off} nothing, with
 * {@code apply} tables are included that are not maintained yet.
 *
 * @param installed the tables whose maintenance was installed
 * @param removed the tables that cannot be maintained any more
 * @param failure why it could not be done; {@code null} if it could
 */
record IvmReinstallation(
        List<String> installed,
        List<String> removed,
        @Nullable MigrateException failure) {

    static final IvmReinstallation NOTHING = new IvmReinstallation(List.of(), List.of(), null);

    static IvmReinstallation after(Context context, Engine engine) {
        IvmMode mode = Choice.of(
                null,
                IvmMode.RECOMMEND,
                ProjectConfig.of(context.surroundings()),
                "ivm.mode",
                // YAML knows off as false
                text -> text.equalsIgnoreCase("false")
                        ? IvmMode.OFF
                        : Choice.among(IvmMode.class).apply(text));
        if (mode == IvmMode.OFF || !ReadTablePresence.possibleIn(engine.dataSource())) {
            return NOTHING;
        }
        try {
            IvmTables tables = IvmTables.of(context, engine, new ReadTableOptions());
            if (mode == IvmMode.APPLY) {
                return of(tables.apply());
            }
            Set<String> installed = tables.registered();
            if (installed.isEmpty()) {
                return NOTHING;
            }
            Set<String> outdated = new TreeSet<>(installed);
            tables.analyse().tables().stream()
                    .filter(table -> table.installed() == Installed.CURRENT)
                    .forEach(table -> outdated.remove(table.table()));
            return outdated.isEmpty() ? NOTHING : of(tables.apply(installed));
        } catch (MigrateException e) {
            return new IvmReinstallation(List.of(), List.of(), e);
        }
    }

    private static IvmReinstallation of(IvmResult result) {
        return new IvmReinstallation(result.installed(), result.removed(), null);
    }

    /** Adds it to a report in JSON. */
    void addTo(Map<String, @Nullable Object> map) {
        map.put("maintained", installed);
        map.put("noLongerMaintained", removed);
        if (failure != null) {
            map.put("success", false);
            map.put("error", FailureJson.asMap(failure));
        }
    }

    void show(Terminal terminal) {
        if (!installed.isEmpty()) {
            terminal.line(terminal.done() + " Incremental maintenance installed: " + String.join(", ", installed));
        }
        if (!removed.isEmpty()) {
            terminal.warn("Read tables that cannot be maintained incrementally any more: " + String.join(", ", removed)
                    + ". fraiseql migrate ivm says why.");
        }
    }

    /** Ends the command where the migrations have been applied and the maintenance does not fit them. */
    void orFail() {
        if (failure != null) {
            throw failure;
        }
    }
}
