// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.source.LocalMigration;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives every migration, local or remembered, its state. */
final class StatusReport {

    private static final Comparator<MigrationStatus> ORDER = Comparator.comparing(MigrationStatus::repeatable)
            .thenComparing(
                    status -> status.repeatable() ? null : Versions.number(status.version()),
                    Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(MigrationStatus::version);

    private StatusReport() {}

    static List<MigrationStatus> of(List<LocalMigration> local, History history) {
        Map<String, HistoryRow> rows = new HashMap<>();
        history.rows().forEach(row -> rows.put(row.version(), row));
        BigInteger newestApplied = newestAppliedNumber(history);
        BigInteger newestLocal = local.stream()
                .map(LocalMigration::number)
                .filter(number -> number != null)
                .max(Comparator.naturalOrder())
                .orElse(null);
        List<MigrationStatus> statuses = new ArrayList<>();
        for (LocalMigration migration : local) {
            HistoryRow row = rows.remove(migration.version());
            statuses.add(status(migration, row, stateOf(migration, row, newestApplied)));
        }
        for (HistoryRow row : rows.values()) {
            statuses.add(withoutFile(row, newestLocal));
        }
        statuses.sort(ORDER);
        return statuses;
    }

    /** The newest applied version, by number. */
    static Optional<String> newestApplied(History history) {
        return history.rows().stream()
                .filter(row -> !row.incomplete() && Versions.number(row.version()) != null)
                .max(Comparator.comparing(row -> numberOf(row.version())))
                .map(HistoryRow::version);
    }

    private static BigInteger numberOf(String version) {
        BigInteger number = Versions.number(version);
        return number == null ? BigInteger.valueOf(-1) : number;
    }

    private static @Nullable BigInteger newestAppliedNumber(History history) {
        return newestApplied(history).map(Versions::number).orElse(null);
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
        if (migration.repeatable()) {
            return migration.checksum().equals(row.checksum()) ? MigrationState.APPLIED : MigrationState.OUTDATED;
        }
        if (row.checksum() == null) {
            return MigrationState.UNVERIFIED;
        }
        return migration.checksum().equals(row.checksum()) ? MigrationState.APPLIED : MigrationState.CHANGED;
    }

    private static MigrationStatus withoutFile(HistoryRow row, @Nullable BigInteger newestLocal) {
        BigInteger number = Versions.number(row.version());
        // a repeatable or foreign row says nothing about order; a release without any file knows nothing older
        boolean older = number != null && newestLocal != null && number.compareTo(newestLocal) <= 0;
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
                row == null ? null : row.checksum(),
                row == null ? null : row.appliedAt(),
                row == null ? null : row.appliedBy(),
                row == null ? null : row.executionMillis(),
                row == null ? null : row.rank(),
                row == null ? null : row.unitsDone(),
                row == null ? null : row.unitsTotal(),
                row != null && row.rollbackStored());
    }
}
