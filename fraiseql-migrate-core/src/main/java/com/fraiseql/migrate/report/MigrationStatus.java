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
 * @param recorded what the history has of it; {@link Recorded#NOTHING} where it has nothing
 */
public record MigrationStatus(
        String version,
        String file,
        String description,
        boolean repeatable,
        MigrationState state,
        @Nullable String fileChecksum,
        Recorded recorded) {

    /**
     * What the history has of a migration.
     *
     * @param checksum the checksum in the history
     * @param appliedAt when it was applied, or first begun if it is incomplete
     * @param appliedBy the database user who applied it
     * @param executionMs how long it took, in milliseconds
     * @param rank its place in the order of application
     * @param progress how many units are done
     * @param rollbackStored whether the history keeps a rollback for it
     */
    public record Recorded(
            @Nullable String checksum,
            @Nullable Instant appliedAt,
            @Nullable String appliedBy,
            @Nullable Long executionMs,
            @Nullable Long rank,
            Progress progress,
            boolean rollbackStored) {

        public static final Recorded NOTHING = new Recorded(null, null, null, null, null, Progress.NONE, false);
    }

    /**
     * How many units are done.
     *
     * @param unitsDone how many units are done
     * @param unitsTotal how many units it has
     * @param rollbackUnitsDone how many units of its rollback are done, {@code null} unless it is half rolled back
     * @param rollbackUnitsTotal how many units its rollback has, {@code null} unless it is half rolled back
     */
    public record Progress(
            @Nullable Integer unitsDone,
            @Nullable Integer unitsTotal,
            @Nullable Integer rollbackUnitsDone,
            @Nullable Integer rollbackUnitsTotal) {

        public static final Progress NONE = new Progress(null, null, null, null);
    }

    public @Nullable String checksum() {
        return recorded.checksum();
    }

    public @Nullable Instant appliedAt() {
        return recorded.appliedAt();
    }

    public @Nullable String appliedBy() {
        return recorded.appliedBy();
    }

    public @Nullable Long executionMs() {
        return recorded.executionMs();
    }

    public @Nullable Long rank() {
        return recorded.rank();
    }

    public @Nullable Integer unitsDone() {
        return recorded.progress().unitsDone();
    }

    public @Nullable Integer unitsTotal() {
        return recorded.progress().unitsTotal();
    }

    public @Nullable Integer rollbackUnitsDone() {
        return recorded.progress().rollbackUnitsDone();
    }

    public @Nullable Integer rollbackUnitsTotal() {
        return recorded.progress().rollbackUnitsTotal();
    }

    public boolean rollbackStored() {
        return recorded.rollbackStored();
    }

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
