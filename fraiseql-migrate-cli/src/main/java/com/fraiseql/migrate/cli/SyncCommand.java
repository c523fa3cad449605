// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.projection.sync.SelectSource;
import com.fraiseql.migrate.projection.sync.SyncEngine;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.projection.sync.TableStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sync",
        description = {
            "Fill tv_ tables from their views.",
            "Does what is new or has changed: a tv_x is filled from v_x, or from the SELECT in sync/tv_x.sql beside the"
                    + " migrations. Killed at any time, the next sync goes on where this one stopped."
        })
final class SyncCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "TABLE", arity = "0..*", description = "Only these tables, for instance tv_post.")
    private List<String> tables = List.of();

    @Option(names = "--full", description = "Compare every row, also where nothing seems to have changed.")
    private boolean full;

    @Option(names = "--dry-run", description = "Show how each table stands, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "How many connections work at the same time (default: the processors, from 2 to 4).")
    private @Nullable Integer connections;

    @Option(names = "--concurrent-indexes", description = "Build indexes without stopping writers, which takes longer.")
    private boolean concurrentIndexes;

    @Mixin
    private final FilesOption files = new FilesOption();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    SyncCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (connections != null && connections < 1) {
            throw new UsageProblem(
                    "--connections " + connections + " is not a number of connections.", "Give 1 or more.");
        }
        Engine engine = Engine.of(context, server, files, null);
        SyncOptions options = SyncOptions.defaults()
                .withSchema(engine.options().schema())
                .withTables(Set.copyOf(tables))
                .withFull(full)
                .withConcurrentIndexes(concurrentIndexes);
        SyncOptions chosen = connections == null ? options : options.withConnections(connections);
        try (ServerProgress noServer =
                        new ServerProgress(() -> engine.dataSource().getConnection());
                ProgressLine progress = new ProgressLine(context.terminal(), noServer)) {
            SyncEngine sync = SyncEngine.builder(engine.dataSource())
                    .hooksElsewhere()
                    .selects(SelectSource.directory(engine.folders().first().resolveSibling("sync")))
                    .listener(new Report(progress))
                    .build();
            context.interrupts().onInterrupt(sync::cancel);
            if (dryRun) {
                show(sync.status(chosen));
            } else {
                show(sync.sync(chosen));
            }
        }
        return ExitCode.OK.number();
    }

    private void show(SyncResult result) {
        Terminal terminal = context.terminal();
        if (format.json()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("success", true);
            map.put("synced", result.synced().stream().map(SyncCommand::asMap).toList());
            map.put("upToDate", result.upToDate());
            map.put("executionMillis", result.duration());
            terminal.line(Json.write(map));
            return;
        }
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
        if (result.synced().isEmpty()) {
            int count = result.upToDate().size();
            terminal.line(terminal.done() + " Nothing to do: " + count + (count == 1 ? " table is" : " tables are")
                    + " up to date");
        }
    }

    private void show(List<TableStatus> tables) {
        Terminal terminal = context.terminal();
        if (format.json()) {
            terminal.line(Json.write(
                    Map.of("tables", tables.stream().map(SyncCommand::asMap).toList())));
            return;
        }
        if (tables.isEmpty()) {
            terminal.line("No tv_ table can be filled.");
        }
        for (TableStatus table : tables) {
            String why = table.reason() == null ? "" : ": " + table.reason();
            String part = table.rangesTotal() == null
                    ? ""
                    : ", " + table.rangesDone() + " of " + table.rangesTotal() + " ranges done";
            terminal.line((table.state() == TableStatus.State.UP_TO_DATE ? terminal.done() : terminal.open()) + " "
                    + table.table() + " from " + table.source() + why + part);
        }
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
        map.put("executionMillis", table.duration());
        return map;
    }

    private static Map<String, @Nullable Object> asMap(TableStatus table) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("table", table.table());
        map.put("source", table.source());
        map.put("state", table.state());
        map.put("reason", table.reason());
        map.put("rangesDone", table.rangesDone());
        map.put("rangesTotal", table.rangesTotal());
        map.put("rows", table.rows());
        map.put("finishedAt", table.finishedAt());
        return map;
    }

    /** What a person sees while it runs. */
    private static final class Report implements SyncListener {

        private final ProgressLine line;

        Report(ProgressLine line) {
            this.line = line;
        }

        @Override
        public void beforeTable(String table, String reason) {
            line.begin(table);
        }

        @Override
        public void progress(SyncProgress progress) {
            @Nullable Duration remaining = progress.remaining();
            String phase = progress.phase().name().toLowerCase(Locale.ROOT);
            if (progress.total() == 0) {
                line.step(phase);
            } else if (progress.phase() == SyncPhase.INDEXING) {
                line.step(phase + ", " + progress.done() + " of " + progress.total() + " done");
            } else {
                line.step(phase + " " + progress.percent() + " %"
                        + (remaining == null ? "" : ", about " + Durations.show(remaining) + " left"));
            }
        }

        @Override
        public void afterTable(TableResult result) {
            line.end();
        }

        @Override
        public void waitingForOther(String holder, Duration waited) {
            line.print("Waiting for another sync: " + holder);
        }

        @Override
        public void remark(String table, String message) {
            line.print(table.isEmpty() ? message : table + ": " + message);
        }
    }
}
