// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One migration, under the names that {@code fraiseql migrate status --format json} uses.
 *
 * @param version the version
 * @param file the file's name
 * @param description the words of the name
 * @param repeatable whether it runs again when its file changes
 * @param state its state
 * @param pending whether the next run has work to do for it
 * @param fileChecksum the checksum of the file, where there is one
 * @param checksum the checksum in the history
 * @param appliedAt when it was applied, or begun
 * @param appliedBy the database user who applied it
 * @param executionMs how long it took, in milliseconds
 * @param rank its place in the order of application
 * @param unitsDone how many units are done
 * @param unitsTotal how many units it has
 * @param rollbackUnitsDone how many units of its rollback are done, while it is half rolled back
 * @param rollbackUnitsTotal how many units its rollback has, while it is half rolled back
 * @param rollbackStored whether it can be rolled back without its file
 */
public record MigrationDescriptor(
        String version,
        String file,
        String description,
        boolean repeatable,
        MigrationState state,
        boolean pending,
        @Nullable String fileChecksum,
        @Nullable String checksum,
        @Nullable Instant appliedAt,
        @Nullable String appliedBy,
        @Nullable Long executionMs,
        @Nullable Long rank,
        @Nullable Integer unitsDone,
        @Nullable Integer unitsTotal,
        @Nullable Integer rollbackUnitsDone,
        @Nullable Integer rollbackUnitsTotal,
        boolean rollbackStored) {

    static MigrationDescriptor of(MigrationStatus status) {
        return new MigrationDescriptor(
                status.version(),
                status.file(),
                status.description(),
                status.repeatable(),
                status.state(),
                status.pending(),
                status.fileChecksum(),
                status.checksum(),
                status.appliedAt(),
                status.appliedBy(),
                status.executionMs(),
                status.rank(),
                status.unitsDone(),
                status.unitsTotal(),
                status.rollbackUnitsDone(),
                status.rollbackUnitsTotal(),
                status.rollbackStored());
    }
}
