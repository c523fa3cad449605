// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.history.HistoryRow.Recorded;
import com.fraiseql.migrate.history.HistoryRow.State;
import com.fraiseql.migrate.history.HistoryRow.Units;
import com.fraiseql.migrate.report.LogEntry;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of the history and of its log, from what the queries of this room select. */
final class HistoryRows {

    private static final String SEPARATOR = "\n";

    private HistoryRows() {}

    /** A row of {@link HistoryReader}'s query. */
    static HistoryRow row(Row row) {
        return new HistoryRow(
                row.text("version"),
                State.of(row.text("state")),
                row.textOrNull("checksum"),
                new Recorded(
                        row.textOrNull("description"),
                        instant(row.textOrNull("applied_at")),
                        row.textOrNull("applied_by"),
                        row.numberOrNull("execution_ms"),
                        rank(row.numberOrNull("rank")),
                        row.flag("stored")),
                new Units(
                        whole(row.numberOrNull("units_done")),
                        whole(row.numberOrNull("units_total")),
                        marks(row.textOrNull("marks"))),
                new Units(
                        whole(row.numberOrNull("rollback_units_done")),
                        whole(row.numberOrNull("rollback_units_total")),
                        marks(row.textOrNull("rollback_marks"))),
                row.textOrNull("session_state"));
    }

    /** A line of {@link LogReader}'s query. */
    static LogEntry logEntry(Row row) {
        return new LogEntry(
                row.number("id"),
                row.textOrNull("version"),
                Objects.requireNonNull(instant(row.textOrNull("at"))),
                row.text("action"),
                whole(row.numberOrNull("unit")),
                row.numberOrNull("execution_ms"),
                new LogEntry.Said(row.textOrNull("sqlstate"), row.textOrNull("message"), row.textOrNull("location")),
                row.textOrNull("db_user"));
    }

    private static long rank(@Nullable Long number) {
        return number == null ? 0 : number;
    }

    private static @Nullable Integer whole(@Nullable Long number) {
        return number == null ? null : number.intValue();
    }

    private static List<UnitMark> marks(@Nullable String joined) {
        return joined == null || joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(SEPARATOR, -1))
                        .map(UnitMark::decode)
                        .toList();
    }

    /** {@code null} for {@code infinity}, which a timestamp may be, too. */
    private static @Nullable Instant instant(@Nullable String epoch) {
        if (epoch == null) {
            return null;
        }
        try {
            // "1732437912.123456": the fraction counts in the direction of the sign
            int point = epoch.indexOf('.');
            if (point < 0) {
                return Instant.ofEpochSecond(Long.parseLong(epoch));
            }
            long seconds = Long.parseLong(epoch.substring(0, point));
            long nanos = Long.parseLong((epoch.substring(point + 1) + "000000000").substring(0, 9));
            return Instant.ofEpochSecond(seconds, epoch.startsWith("-") ? -nanos : nanos);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
