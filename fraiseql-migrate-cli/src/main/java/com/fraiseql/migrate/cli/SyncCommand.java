// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ProjectConfig;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.ReadTables;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sync",
        description = {
            "Fill tv_ tables from their views.",
            "Processes the tables that are new, empty or changed: a tv_x is filled from the SELECT in sync/tv_x.sql "
                    + "beside the "
                    + "migrations, or"
                    + " otherwise from v_x. Killed at any time, the next sync goes on where this one stopped."
        })
final class SyncCommand extends DatabaseCommand {

    @Parameters(paramLabel = "TABLE", arity = "0..*", description = "Only these tables, for instance tv_post.")
    private List<String> tables = List.of();

    @Option(names = "--full", description = "Compare every row, also where nothing seems to have changed.")
    private boolean full;

    @Option(
            names = "--adopt",
            description = "Change and delete rows, too, that were in a table before its first sync (default: they are"
                    + " compared and reported).")
    private boolean adopt;

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Option(
            names = "--dry-run",
            description =
                    "Show the state of each table, with the rows that differ where that takes two seconds at most, and"
                            + " change nothing.")
    private boolean dryRun;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "How many connections work at the same time (default: the processors, from 2 to 4).")
    private @Nullable Integer connections;

    @Option(names = "--concurrent-indexes", description = "Build indexes without stopping writers, which takes longer.")
    private boolean concurrentIndexes;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description =
                    "Time zone that the sources are evaluated in, by a name that the server knows (default: UTC).")
    private @Nullable String timeZone;

    SyncCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (connections != null && connections < 1) {
            throw new UsageProblem(
                    "--connections " + connections + " is not a number of connections.", "Give 1 or more.");
        }
        Engine engine = Engine.of(context, server, files, null);
        ProjectConfig project = ProjectConfig.of(context.surroundings());
        SyncOptions options = ReadSide.options(engine, project)
                .withTables(Set.copyOf(tables))
                .withFull(full)
                .withConcurrentIndexes(concurrentIndexes)
                .withKeepGoing(true);
        options = connections == null ? options : options.withConnections(connections);
        options = timeZone == null ? options : options.withTimeZone(timeZone);
        options = adopt ? options.withAdopt(true) : options;
        options = scope.of(options);
        try (ServerProgress noServer =
                        new ServerProgress(() -> engine.dataSource().getConnection());
                ProgressLine progress = new ProgressLine(context.terminal(), noServer)) {
            ReadTables readTables = ReadSide.readTables(context, engine)
                    .listener(new Report(progress))
                    .build();
            context.interrupts().onInterrupt(readTables::cancel);
            SyncReport report = new SyncReport(context.terminal(), format.json());
            if (dryRun) {
                report.show(readTables.preview(options));
                return ExitCode.OK.number();
            }
            SyncResult result = readTables.sync(options);
            progress.end();
            return report.show(result);
        }
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
        public void failed(String table, MigrateException failure) {
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
