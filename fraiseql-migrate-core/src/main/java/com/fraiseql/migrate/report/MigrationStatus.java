// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the status: a migration that is local, or in the history, or both.
 *
 * @param version the version, for instance {@code 003_add_indexes}
 * @param file the file's name; {@code version + ".sql"} where this release has no file
 * @param description the words of the name
 * @param repeatable whether it is an {@code R_} migration
 * @param state how it stands
 * @param fileChecksum the checksum of the local file, {@code null} where there is none
 * @param checksum the checksum in the history, {@code null} where there is none
 * @param appliedAt when it was applied, or first begun if it is incomplete
 * @param appliedBy the database user who applied it
 * @param executionMs how long it took, in milliseconds
 * @param rank its place in the order of application
 * @param unitsDone how many units are done
 * @param unitsTotal how many units it has
 * @param rollbackUnitsDone how many units of its rollback are done, {@code null} unless it is half rolled back
 * @param rollbackUnitsTotal how many units its rollback has, {@code null} unless it is half rolled back
 * @param rollbackStored whether the history keeps a rollback for it
 */
public record MigrationStatus(
        String version,
        String file,
        String description,
        boolean repeatable,
        MigrationState state,
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

    /** Whether this release has a file for it. */
    public boolean hasFile() {
        return fileChecksum != null;
    }

    /** Whether {@code up} has work to do for it. */
    public boolean pending() {
        return switch (state) {
            case PENDING, OUT_OF_ORDER, OUTDATED -> true;
            case INCOMPLETE -> hasFile();
            case APPLIED, UNVERIFIED, CHANGED, MISSING, FUTURE, ROLLING_BACK, UNKNOWN -> false;
        };
    }
}
