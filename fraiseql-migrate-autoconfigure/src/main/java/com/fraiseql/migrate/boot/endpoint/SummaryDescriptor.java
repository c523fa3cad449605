// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A summary in numbers.
 *
 * @param total how many migrations there are
 * @param pending how many of them the next run would do
 * @param states how many there are in each state
 * @param lastVersion the migration that was applied last
 * @param lastAppliedAt when that was
 */
public record SummaryDescriptor(
        int total,
        long pending,
        Map<MigrationState, Long> states,
        @Nullable String lastVersion,
        @Nullable Instant lastAppliedAt) {

    static SummaryDescriptor of(List<MigrationStatus> migrations) {
        MigrationStatus last = migrations.stream()
                .filter(migration -> migration.rank() != null)
                .max(Comparator.comparing(migration -> Objects.requireNonNull(migration.rank())))
                .orElse(null);
        return new SummaryDescriptor(
                migrations.size(),
                migrations.stream().filter(MigrationStatus::pending).count(),
                migrations.stream()
                        .collect(Collectors.groupingBy(MigrationStatus::state, TreeMap::new, Collectors.counting())),
                last == null ? null : last.version(),
                last == null ? null : last.appliedAt());
    }
}
