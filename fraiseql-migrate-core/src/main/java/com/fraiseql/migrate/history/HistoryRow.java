// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One row of the history table (FORMATS.md), without the rollback's text.
 *
 * @param unitsDone how many units are done; 0 where the row was made by hand
 * @param unitMarks of one that is not simply applied: a {@link UnitMark} for each finished unit, and one more if a
 *     standalone statement has been started; of others none, since nobody needs them
 * @param rollbackUnitsDone how many units of the rollback are done, {@code null} if none was begun
 * @param rollbackUnitMarks of a half-rolled-back one what {@code unitMarks} is of an incomplete one
 * @param sessionState what the session was like after the last finished unit, of one that is not simply applied
 */
public record HistoryRow(
        String version,
        @Nullable Instant appliedAt,
        @Nullable String checksum,
        State state,
        int unitsDone,
        @Nullable Integer unitsTotal,
        List<UnitMark> unitMarks,
        boolean rollbackStored,
        @Nullable String description,
        @Nullable Long executionMs,
        @Nullable String appliedBy,
        long rank,
        @Nullable Integer rollbackUnitsDone,
        @Nullable Integer rollbackUnitsTotal,
        List<UnitMark> rollbackUnitMarks,
        @Nullable String sessionState) {

    public HistoryRow {
        unitMarks = List.copyOf(unitMarks);
        rollbackUnitMarks = List.copyOf(rollbackUnitMarks);
    }

    /** What {@code state} says. */
    public enum State {
        APPLIED,
        /** Begun by {@code up} and not finished. */
        INCOMPLETE,
        /** Begun by {@code down} and not finished. */
        ROLLING_BACK,
        /** What a newer release has written, and this one does not know. */
        UNKNOWN;

        static State of(String text) {
            return switch (text) {
                case "applied" -> APPLIED;
                case "incomplete" -> INCOMPLETE;
                case "rolling_back" -> ROLLING_BACK;
                default -> UNKNOWN;
            };
        }

        /** As it stands in the table. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it was begun by {@code up} and is not finished. */
    public boolean incomplete() {
        return state == State.INCOMPLETE;
    }

    /** Whether it was begun by {@code down} and is not finished. */
    public boolean rollingBack() {
        return state == State.ROLLING_BACK;
    }

    /** How far {@code up} got with it. */
    public Checkpoint progress() {
        return incomplete() ? new Checkpoint(unitsDone, unitMarks, sessionState) : Checkpoint.NONE;
    }

    /** How far {@code down} got with it. */
    public Checkpoint rollbackProgress() {
        if (!rollingBack()) {
            return Checkpoint.NONE;
        }
        int done = rollbackUnitsDone == null ? 0 : rollbackUnitsDone;
        // until the first unit of the rollback is done, the column is about the migration
        return new Checkpoint(done, rollbackUnitMarks, done == 0 ? null : sessionState);
    }

    HistoryRow withVersion(String newVersion) {
        return new HistoryRow(
                newVersion,
                appliedAt,
                checksum,
                state,
                unitsDone,
                unitsTotal,
                unitMarks,
                rollbackStored,
                description,
                executionMs,
                appliedBy,
                rank,
                rollbackUnitsDone,
                rollbackUnitsTotal,
                rollbackUnitMarks,
                sessionState);
    }
}
