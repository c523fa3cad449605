// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.Differences;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.projection.sync.TableStatus;
import com.fraiseql.migrate.projection.sync.TableStatus.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows what a sync has done, or would do. */
final class SyncReport {

    private final Terminal terminal;
    private final boolean json;

    SyncReport(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /** Shows the result, its failures on the error stream, and gives the exit code. */
    int show(SyncResult result) {
        if (json) {
            terminal.line(Json.write(asMap(result)));
        } else {
            lines(result);
        }
        ErrorReport errors = new ErrorReport(terminal, null, false);
        for (MigrateException failure : result.failures().values()) {
            if (json) {
                terminal.err().println(Json.write(FailureJson.asMap(failure)));
            } else {
                errors.show(failure);
            }
        }
        return result.failures().values().stream()
                .findFirst()
                .map(failure -> ExitCode.of(failure).number())
                .orElse(ExitCode.OK.number());
    }

    private void lines(SyncResult result) {
        for (TableResult table : result.synced()) {
            terminal.line(String.format(
                    Locale.ROOT,
                    "%s %s: %,d inserted, %,d updated, %,d deleted in %s%s",
                    terminal.done(),
                    table.table(),
                    table.inserted(),
                    table.updated(),
                    table.deleted(),
                    Durations.show(table.duration()),
                    table.resumed() ? " (resumed)" : ""));
        }
        result.notAdopted()
                .forEach((table, differences) -> terminal.line(terminal.open() + " " + table
                        + " was left alone, since no sync has written its rows: " + differences
                        + " (--adopt makes it equal to its source)"));
        result.noSource()
                .forEach((table, missing) ->
                        terminal.line(terminal.open() + " " + table + " has nothing to be filled from: " + missing));
        result.skipped()
                .forEach((table, reason) ->
                        terminal.line(terminal.wrong() + " " + table + " was not filled: " + reason));
        result.failures()
                .keySet()
                .forEach(table -> terminal.line(terminal.wrong() + " " + table + " could not be filled"));
        if (!result.unchanged().isEmpty()) {
            int count = result.unchanged().size();
            boolean all = result.synced().isEmpty()
                    && result.failures().isEmpty()
                    && result.notAdopted().isEmpty();
            terminal.line(terminal.done() + (all ? " Nothing to do: the" : " The") + " definition"
                    + (count == 1 ? " of 1 table has" : "s of " + count + " tables have")
                    + " not changed; rows were not compared (--full does)");
        } else if (result.synced().isEmpty()
                && result.failures().isEmpty()
                && result.notAdopted().isEmpty()
                && result.noSource().isEmpty()) {
            terminal.line(terminal.done() + " Nothing to do: there is no tv_ table");
        }
    }

    void show(List<TableStatus> tables) {
        if (json) {
            terminal.line(Json.write(
                    Map.of("tables", tables.stream().map(SyncReport::asMap).toList())));
            return;
        }
        if (tables.isEmpty()) {
            terminal.line("There is no tv_ table.");
        }
        for (TableStatus table : tables) {
            terminal.line((table.state() == State.UNCHANGED ? terminal.done() : terminal.open()) + " " + table.table()
                    + (table.source() == null ? "" : " from " + table.source()) + ": " + how(table));
            if (!table.opaque().isEmpty()) {
                terminal.line("    which tables these functions read is not known, so the order may be wrong: "
                        + String.join(", ", table.opaque()));
            }
        }
    }

    private static String how(TableStatus table) {
        String part = table.rangesTotal() == null
                ? ""
                : ", " + table.rangesDone() + " of " + table.rangesTotal() + " ranges done";
        Differences found = table.differences();
        String differences = found == null ? "" : "; " + found.inWords();
        return switch (table.state()) {
            case UNCHANGED -> "the definition has not changed; rows were not compared (--full does)";
            case NOT_ADOPTED ->
                "no sync has written its rows" + differences + " (--adopt makes it equal to its source)";
            case NO_SOURCE, NEEDED, UNFINISHED -> table.reason() + part + differences;
        };
    }

    private static Map<String, @Nullable Object> asMap(SyncResult result) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("success", result.failures().isEmpty());
        map.put("synced", result.synced().stream().map(SyncReport::asMap).toList());
        map.put("unchanged", result.unchanged());
        map.put("notAdopted", result.notAdopted());
        map.put("noSource", result.noSource());
        map.put("skipped", result.skipped());
        Map<String, @Nullable Object> failures = new LinkedHashMap<>();
        result.failures().forEach((table, failure) -> failures.put(table, FailureJson.asMap(failure)));
        map.put("failures", failures);
        map.put("executionMs", result.duration());
        return map;
    }

    private static Map<String, @Nullable Object> asMap(TableResult table) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("table", table.table());
        map.put("reason", table.reason());
        map.put("inserted", table.inserted());
        map.put("updated", table.updated());
        map.put("deleted", table.deleted());
        map.put("ranges", table.ranges());
        map.put("resumed", table.resumed());
        map.put("executionMs", table.duration());
        return map;
    }

    private static Map<String, @Nullable Object> asMap(TableStatus table) {
        Differences found = table.differences();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("table", table.table());
        map.put("source", table.source());
        map.put("state", table.state());
        map.put("reason", table.reason());
        map.put("rangesDone", table.rangesDone());
        map.put("rangesTotal", table.rangesTotal());
        map.put("rows", table.rows());
        map.put("finishedAt", table.finishedAt());
        map.put("missing", found == null ? null : found.missing());
        map.put("different", found == null ? null : found.different());
        map.put("extra", found == null ? null : found.extra());
        map.put("keys", found == null ? null : found.keys());
        map.put("opaque", table.opaque());
        return map;
    }
}
