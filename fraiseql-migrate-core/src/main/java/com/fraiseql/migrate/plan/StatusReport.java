// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import com.fraiseql.migrate.report.MigrationStatus.Progress;
import com.fraiseql.migrate.report.MigrationStatus.Recorded;
import com.fraiseql.migrate.source.LocalMigration;
import com.fraiseql.migrate.source.Versions;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives every migration, local or remembered, its state. */
final class StatusReport {

    private StatusReport() {}

    static List<MigrationStatus> of(List<LocalMigration> local, History history) {
        // loops, not streams: this is on the way of every start of every application
        Map<String, HistoryRow> rows = new HashMap<>();
        for (HistoryRow row : history.rows()) {
            rows.put(row.version(), row);
        }
        BigInteger newestApplied = newestAppliedNumber(history);
        List<MigrationStatus> statuses = new ArrayList<>();
        for (LocalMigration migration : local) {
            HistoryRow row = rows.remove(migration.version());
            statuses.add(status(migration, row, stateOf(migration, row, newestApplied)));
        }
        if (!rows.isEmpty()) {
            addWithoutFile(rows.values(), local, statuses);
        }
        return statuses;
    }

    /** Without such rows the order is that of the files already. */
    private static void addWithoutFile(
            Collection<HistoryRow> rows, List<LocalMigration> local, List<MigrationStatus> statuses) {
        BigInteger newestLocal = local.stream()
                .map(LocalMigration::number)
                .filter(number -> number != null)
                .max(Comparator.naturalOrder())
                .orElse(null);
        rows.forEach(row -> statuses.add(withoutFile(row, newestLocal)));
        statuses.sort(Comparator.comparing(MigrationStatus::repeatable)
                .thenComparing(
                        status -> status.repeatable() ? null : Versions.number(status.version()),
                        Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(MigrationStatus::version));
    }

    /** The newest applied version, by number. */
    static Optional<String> newestApplied(History history) {
        String newest = null;
        BigInteger highest = null;
        for (HistoryRow row : history.rows()) {
            BigInteger number = row.incomplete() ? null : Versions.number(row.version());
            if (number != null && (highest == null || number.compareTo(highest) > 0)) {
                newest = row.version();
                highest = number;
            }
        }
        return Optional.ofNullable(newest);
    }

    private static @Nullable BigInteger newestAppliedNumber(History history) {
        String newest = newestApplied(history).orElse(null);
        return newest == null ? null : Versions.number(newest);
    }

    private static MigrationState stateOf(
            LocalMigration migration, @Nullable HistoryRow row, @Nullable BigInteger newestApplied) {
        if (row == null) {
            boolean late = migration.number() != null
                    && newestApplied != null
                    && migration.number().compareTo(newestApplied) < 0;
            return late ? MigrationState.OUT_OF_ORDER : MigrationState.PENDING;
        }
        if (row.incomplete()) {
            return MigrationState.INCOMPLETE;
        }
        if (row.state() == HistoryRow.State.UNKNOWN) {
            return MigrationState.UNKNOWN;
        }
        if (row.rollingBack()) {
            return MigrationState.ROLLING_BACK;
        }
        if (migration.repeatable()) {
            return migration.checksum().equals(row.checksum()) ? MigrationState.APPLIED : MigrationState.OUTDATED;
        }
        if (row.checksum() == null) {
            return MigrationState.UNVERIFIED;
        }
        return migration.checksum().equals(row.checksum()) ? MigrationState.APPLIED : MigrationState.CHANGED;
    }

    private static MigrationStatus withoutFile(HistoryRow row, @Nullable BigInteger newestLocal) {
        if (row.rollingBack()) {
            return status(null, row, MigrationState.ROLLING_BACK);
        }
        if (row.incomplete()) {
            return status(null, row, MigrationState.INCOMPLETE);
        }
        BigInteger number = Versions.number(row.version());
        // a repeatable or foreign row says nothing about order; where there is no file at all, the folder is the wrong
        // one
        boolean older = number != null && (newestLocal == null || number.compareTo(newestLocal) <= 0);
        return status(null, row, older ? MigrationState.MISSING : MigrationState.FUTURE);
    }

    private static MigrationStatus status(
            @Nullable LocalMigration migration, @Nullable HistoryRow row, MigrationState state) {
        String version;
        String fileName;
        String description;
        if (migration != null) {
            version = migration.version();
            fileName = migration.fileName();
            description = migration.description();
        } else {
            version = java.util.Objects.requireNonNull(row).version();
            fileName = version + ".sql";
            description = row.description() == null ? version : row.description();
        }
        return new MigrationStatus(
                version,
                fileName,
                description,
                migration == null ? Versions.number(version) == null : migration.repeatable(),
                state,
                migration == null ? null : migration.checksum(),
                row == null ? Recorded.NOTHING : recorded(row));
    }

    private static Recorded recorded(HistoryRow row) {
        boolean half = row.rollingBack();
        return new Recorded(
                row.checksum(),
                row.appliedAt(),
                row.appliedBy(),
                row.executionMs(),
                row.rank(),
                new Progress(
                        row.unitsDone(),
                        row.unitsTotal(),
                        half ? row.rollbackProgress().unitsDone() : null,
                        half ? row.rollbackUnitsTotal() : null),
                row.rollbackStored());
    }
}
