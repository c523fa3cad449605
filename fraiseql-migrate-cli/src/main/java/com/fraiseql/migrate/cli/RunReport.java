// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ServerTarget;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints the progress of a run; if the report is JSON, prints nothing before the end. */
final class RunReport implements MigrationListener, AutoCloseable {

    private final Terminal terminal;
    private final boolean json;
    private final Direction direction;
    private final @Nullable Backup backup;
    private final ServerProgress server;
    private final ProgressLine progress;
    private final List<AppliedMigration> done = new ArrayList<>();
    private final @Nullable Set<String> agreed;
    private List<String> found = List.of();
    private String unit = "";
    private final List<String> begun = new ArrayList<>();

    private RunReport(
            Context context,
            Engine engine,
            boolean json,
            Direction direction,
            @Nullable Backup backup,
            @Nullable Set<String> agreed) {
        this.terminal = context.terminal();
        this.json = json;
        this.direction = direction;
        this.backup = backup;
        this.agreed = agreed;
        this.server = new ServerProgress(engine.dataSource()::getConnection);
        this.progress = new ProgressLine(terminal, server);
    }

    /** A run that applies. */
    static RunReport up(Context context, Engine engine, boolean json, @Nullable Backup backup) {
        return new RunReport(context, engine, json, Direction.UP, backup, null);
    }

    /**
     * A run that rolls back.
     *
     * @param agreed the versions that the user has confirmed; no other is rolled back
     */
    static RunReport down(Context context, Engine engine, boolean json, Set<String> agreed) {
        return new RunReport(context, engine, json, Direction.DOWN, null, agreed);
    }

    /** What has been committed, in order. */
    List<AppliedMigration> done() {
        return List.copyOf(done);
    }

    @Override
    public void beforeRun(List<String> pendingVersions) {
        if (backup != null) {
            backup.make(progress, json ? null : terminal);
        }
    }

    @Override
    public void beforeMigration(String version, String fileName, Direction way) {
        if (agreed != null && !agreed.contains(version)) {
            throw new MigrateException(
                    FailureCode.VETOED,
                    "Meanwhile another session has applied " + fileName + ", which was not among those to roll back.",
                    "Check the status and run down again.");
        }
        begun.add(fileName);
        if (!json) {
            progress.begin(fileName);
        }
    }

    @Override
    public void connected(int pid) {
        progress.watch(pid);
    }

    @Override
    public void blocked(List<String> blockers) {
        progress.step("waiting for a lock held by " + String.join("; ", blockers));
    }

    @Override
    public void unitStarted(String version, int unit, int units, String firstLine, boolean standalone) {
        this.unit = units > 1 ? "unit " + unit + " of " + units + ", " : "";
    }

    @Override
    public void statementStarted(String version, int line, Supplier<String> firstLine) {
        String place = unit + "line " + line + ": ";
        progress.step(() -> place + Secrets.mask(firstLine.get()));
    }

    @Override
    public void afterMigration(AppliedMigration migration, Direction way) {
        begun.remove(migration.file());
        done.add(migration);
        if (!json) {
            progress.end();
            terminal.line(terminal.done() + " " + verb() + ": " + migration.file()
                    + (migration.resumed() ? " (resumed)" : ""));
        }
    }

    @Override
    public void failed(MigrateException failure, List<AppliedMigration> applied) {
        progress.end();
        if (!begun.isEmpty() && !json) {
            String at = failure.location().map(SourceLocation::file).orElse("");
            String first = begun.get(0);
            String last = begun.get(begun.size() - 1);
            // with one transaction for all, several have begun, and the error may name the one that failed
            terminal.line(terminal.wrong() + " " + verb() + ": "
                    + (begun.contains(at) ? at : first.equals(last) ? first : first + " to " + last));
        }
    }

    @Override
    public void waitingForMutex(String holder, Duration waited) {
        tell("Waiting for another migrator (" + Durations.show(waited) + "): " + holder);
    }

    @Override
    public void retrying(String version, int attempt, String reason, List<String> blockers, Duration pause) {
        StringBuilder text = new StringBuilder("  ")
                .append(version)
                .append(": ")
                .append(reason)
                .append(". Trying again in ")
                .append(Durations.show(pause))
                .append(" (attempt ")
                .append(attempt)
                .append(").");
        blockers.forEach(blocker -> text.append("\n    held by ").append(blocker));
        tell(text.toString());
    }

    @Override
    public void notice(String version, String severity, String message) {
        tell("  " + severity + ": " + message.replace("\n", "\n    "));
    }

    @Override
    public void reviewed(List<String> findings) {
        found = List.copyOf(findings);
        findings.forEach(finding -> tell("Warning: " + finding));
    }

    /** What the review of the pending migrations has found, one line each. */
    List<String> found() {
        return found;
    }

    @Override
    public void remark(String version, String message) {
        tell("  " + message);
    }

    private void tell(String line) {
        if (!json) {
            progress.print(line);
        }
    }

    private String verb() {
        return direction == Direction.UP ? "Running migration" : "Rolling back migration";
    }

    /** What the run remarked, and what the plan warns of. */
    static List<String> warnings(List<String> remarks, List<String> ofThePlan) {
        return Stream.concat(remarks.stream(), ofThePlan.stream()).toList();
    }

    static List<Map<String, @Nullable Object>> asMaps(List<AppliedMigration> migrations) {
        return migrations.stream().map(RunReport::asMap).toList();
    }

    private static Map<String, @Nullable Object> asMap(AppliedMigration migration) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("version", migration.version());
        map.put("file", migration.file());
        map.put("unitsDone", migration.unitsDone());
        map.put("statements", migration.statements());
        map.put("resumed", migration.resumed());
        map.put("executionMs", migration.duration());
        return map;
    }

    /** {@code 2 migrations, 7 statements, 1.30 s, in the database "blog" on localhost:5432}. */
    static String summary(List<AppliedMigration> migrations, Duration duration, ServerTarget target) {
        String where = "in the database " + target.display();
        if (migrations.size() < 2) {
            return "  " + where;
        }
        long statements =
                migrations.stream().mapToLong(AppliedMigration::statements).sum();
        return "  " + migrations.size() + " migrations, " + statements
                + (statements == 1 ? " statement, " : " statements, ") + Durations.show(duration) + ", " + where;
    }

    @Override
    public void close() {
        progress.close();
        server.close();
    }
}
