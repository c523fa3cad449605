// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import com.fraiseql.migrate.MigrationDetails;
import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.report.LogEntry;
import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.UnitReport;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one migration.
 *
 * @param migration its line of the list
 * @param units the units of its file
 * @param lastError the newest failure that the log has, unless it has been applied since
 * @param rollbackSql the stored rollback, without secrets; only if SQL may be shown
 * @param log what the log says of it, newest first
 */
public record MigrationDetailsDescriptor(
        MigrationDescriptor migration,
        List<UnitDescriptor> units,
        @Nullable LogDescriptor lastError,
        @Nullable String rollbackSql,
        List<LogDescriptor> log) {

    /**
     * A unit of the file.
     *
     * @param unit its number, from 1
     * @param kind how it runs
     * @param done whether it is done
     * @param statements how many statements it has
     * @param line its first line in the file
     * @param lastLine its last line in the file
     * @param checksum the SHA-256 of its statements, as in {@code unit_checksums}
     * @param title the first line of its first statement; only if SQL may be shown
     */
    public record UnitDescriptor(
            int unit,
            UnitReport.Kind kind,
            boolean done,
            int statements,
            int line,
            int lastLine,
            String checksum,
            @Nullable String title) {}

    /**
     * A line of the log, under the names that {@code fraiseql migrate log --format json} uses.
     *
     * @param id its number in the log
     * @param at when
     * @param version which migration
     * @param action what happened
     * @param unit to which unit
     * @param executionMs how long it took, in milliseconds
     * @param sqlstate the error's SQLSTATE
     * @param message the server's message; only if SQL may be shown, since it may quote data
     * @param location where in the file
     * @param dbUser which database user
     */
    public record LogDescriptor(
            long id,
            Instant at,
            @Nullable String version,
            String action,
            @Nullable Integer unit,
            @Nullable Long executionMs,
            @Nullable String sqlstate,
            @Nullable String message,
            @Nullable String location,
            @Nullable String dbUser) {}

    static MigrationDetailsDescriptor of(MigrationDetails details, boolean showSql) {
        List<LogDescriptor> log =
                details.log().stream().map(entry -> line(entry, showSql)).toList();
        boolean applied = details.status().state() == MigrationState.APPLIED;
        return new MigrationDetailsDescriptor(
                MigrationDescriptor.of(details.status()),
                units(details, showSql),
                applied
                        ? null
                        : log.stream()
                                .filter(entry -> entry.action().equals("fail"))
                                .findFirst()
                                .orElse(null),
                showSql ? masked(details.storedRollback()) : null,
                log);
    }

    private static @Nullable String masked(@Nullable String sql) {
        return sql == null ? null : Secrets.mask(sql);
    }

    private static List<UnitDescriptor> units(MigrationDetails details, boolean showSql) {
        boolean half = details.status().state() == MigrationState.ROLLING_BACK;
        // which of them a rollback has already undone is unknown
        int done = half ? 0 : Objects.requireNonNullElse(details.status().unitsDone(), 0);
        boolean all = !half
                && details.status().appliedAt() != null
                && !details.status().pending();
        return details.units().stream()
                .map(unit -> new UnitDescriptor(
                        unit.unit(),
                        unit.kind(),
                        all || unit.unit() <= done,
                        unit.statements(),
                        unit.line(),
                        unit.lastLine(),
                        unit.checksum(),
                        showSql ? unit.title() : null))
                .toList();
    }

    private static LogDescriptor line(LogEntry entry, boolean showSql) {
        return new LogDescriptor(
                entry.id(),
                entry.at(),
                entry.version(),
                entry.action(),
                entry.unit(),
                entry.executionMs(),
                entry.sqlstate(),
                showSql ? entry.message() : null,
                entry.location(),
                entry.dbUser());
    }
}
