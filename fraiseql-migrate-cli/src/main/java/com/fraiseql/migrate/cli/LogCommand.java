// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.report.LogEntry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "log",
        description = {
            "Show the log of the history: what was done, when, and by which user.",
            "The log is append-only: it keeps failures, rollbacks and marks that the status no longer shows. Newest "
                    + "first."
        })
final class LogCommand extends DatabaseCommand {

    @Option(names = "--limit", paramLabel = "N", description = "How many lines (default: 50).")
    private int limit = 50;

    LogCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new UsageProblem("--limit " + limit + " is not a number of lines.", "Give 1 or more.");
        }
        List<LogEntry> entries = migrator().log(limit);
        Terminal terminal = context.terminal();
        if (format.json()) {
            terminal.line(Json.write(entries.stream().map(LogCommand::asMap).toList()));
        } else if (entries.isEmpty()) {
            terminal.line("The log is empty.");
        } else {
            entries.forEach(this::print);
        }
        return ExitCode.OK.number();
    }

    private void print(LogEntry entry) {
        Terminal terminal = context.terminal();
        boolean failed = entry.action().equals("fail");
        StringBuilder line = new StringBuilder()
                .append(failed ? terminal.wrong() : terminal.done())
                .append(' ')
                .append(StatusLine.timeWithOffset(entry.at(), context.clock().getZone()))
                .append("  ")
                .append(entry.action())
                .append("  ")
                .append(entry.version() == null ? "" : entry.version());
        if (entry.unit() != null
                && (entry.action().equals("unit") || entry.action().equals("start"))) {
            line.append(" unit ").append(entry.unit() + 1);
        }
        if (entry.executionMs() != null) {
            line.append("  ").append(Durations.show(Duration.ofMillis(entry.executionMs())));
        }
        if (entry.dbUser() != null) {
            line.append("  by ").append(entry.dbUser());
        }
        terminal.line(line.toString());
        if (entry.message() != null) {
            terminal.line("    " + missing(entry.location(), ": ", entry.message())
                    + missing(entry.sqlstate(), " ", entry.message())
                    + entry.message().replace("\n", "\n    "));
        }
    }

    /** A part of the entry that the message does not contain. */
    private static String missing(@Nullable String part, String separator, String message) {
        return part == null || part.isEmpty() || message.contains(part) ? "" : part + separator;
    }

    static Map<String, @Nullable Object> asMap(LogEntry entry) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", entry.id());
        map.put("at", entry.at());
        map.put("version", entry.version());
        map.put("action", entry.action());
        map.put("unit", entry.unit());
        map.put("executionMs", entry.executionMs());
        map.put("sqlstate", entry.sqlstate());
        map.put("message", entry.message());
        map.put("location", entry.location());
        map.put("dbUser", entry.dbUser());
        return map;
    }
}
