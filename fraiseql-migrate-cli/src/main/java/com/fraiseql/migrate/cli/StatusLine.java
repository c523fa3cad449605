// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** One line of the status: {@code ✓ 001_initial_schema.sql (applied 2024-01-15 10:30:00)}. */
final class StatusLine {

    private StatusLine() {}

    static String of(MigrationStatus migration, Terminal terminal, ZoneId zone) {
        String at = time(migration.appliedAt(), zone);
        return switch (migration.state()) {
            case APPLIED -> line(terminal.done(), migration, "applied " + at);
            case UNVERIFIED -> line(terminal.done(), migration, "applied " + at + ", unverified: no checksum");
            // the number shows which is newer; the name of a repeatable one does not
            case FUTURE ->
                line(
                        terminal.done(),
                        migration,
                        "applied " + at + (migration.repeatable() ? ", no file here" : ", by a newer release"));
            case PENDING -> line(terminal.open(), migration, "pending");
            case OUT_OF_ORDER -> line(terminal.open(), migration, "pending, out of order");
            case OUTDATED -> line(terminal.open(), migration, "pending, changed since " + at);
            case INCOMPLETE ->
                line(
                        terminal.wrong(),
                        migration,
                        "incomplete since " + at + ", " + migration.unitsDone() + " of " + migration.unitsTotal()
                                + " units done" + (migration.hasFile() ? "" : ", file missing"));
            case UNKNOWN ->
                line(terminal.wrong(), migration, "in a state that only a newer release knows, since " + at);
            case ROLLING_BACK ->
                line(
                        terminal.wrong(),
                        migration,
                        "half rolled back, " + migration.rollbackUnitsDone()
                                + (migration.rollbackUnitsTotal() == null
                                        ? ""
                                        : " of " + migration.rollbackUnitsTotal())
                                + " units of its rollback done; finish it with down");
            case CHANGED -> line(terminal.wrong(), migration, "applied " + at + ", checksum mismatch");
            case MISSING -> line(terminal.wrong(), migration, "applied " + at + ", file missing");
        };
    }

    /** Whether it is marked with ✗. */
    static boolean isWrong(MigrationState state) {
        return switch (state) {
            case INCOMPLETE, ROLLING_BACK, UNKNOWN, CHANGED, MISSING -> true;
            default -> false;
        };
    }

    /** {@code UTC}, or {@code Europe/Berlin (UTC+02:00)}. */
    static String zone(ZoneId zone, Instant at) {
        String offset = zone.getRules().getOffset(at).getId().replace("Z", "+00:00");
        String name = zone.normalized() instanceof ZoneOffset ? "" : zone.getId();
        return name.isEmpty() || name.equals("UTC")
                ? "UTC" + (offset.equals("+00:00") ? "" : offset)
                : name + " (UTC" + offset + ")";
    }

    /** {@code 2024-01-15 10:30:00+01:00}, for a line that stands by itself. */
    static String timeWithOffset(@Nullable Instant instant, ZoneId zone) {
        return instant == null
                ? time(null, zone)
                : time(instant, zone)
                        + zone.getRules().getOffset(instant).getId().replace("Z", "+00:00");
    }

    private static String line(String mark, MigrationStatus migration, String state) {
        return mark + " " + migration.file() + " (" + state + ")";
    }

    /** {@code 2024-01-15 10:30:00} in the user's time zone. */
    static String time(@Nullable Instant instant, ZoneId zone) {
        if (instant == null) {
            return "at an unknown time";
        }
        ZonedDateTime time = instant.atZone(zone);
        StringBuilder text = new StringBuilder(19);
        pad(text, time.getYear(), 4).append('-');
        pad(text, time.getMonthValue(), 2).append('-');
        pad(text, time.getDayOfMonth(), 2).append(' ');
        pad(text, time.getHour(), 2).append(':');
        pad(text, time.getMinute(), 2).append(':');
        return pad(text, time.getSecond(), 2).toString();
    }

    private static StringBuilder pad(StringBuilder text, int value, int width) {
        String digits = String.valueOf(value);
        return text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }
}
