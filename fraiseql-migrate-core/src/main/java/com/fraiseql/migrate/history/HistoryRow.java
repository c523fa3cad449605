// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One row of the history table (FORMATS.md), without the rollback's text.
 *
 * @param recorded what is there to be shown
 * @param units how far {@code up} got
 * @param rollbackUnits how far {@code down} got; its {@code done} is {@code null} if it was not begun
 * @param sessionState what the session was like after the last finished unit, of one that is not simply applied
 */
public record HistoryRow(
        String version,
        State state,
        @Nullable String checksum,
        Recorded recorded,
        Units units,
        Units rollbackUnits,
        @Nullable String sessionState) {

    /**
     * What a row tells a reader.
     *
     * @param executionMs how long it took, in milliseconds
     * @param rank its place in the order of application
     * @param rollbackStored whether the row keeps a rollback
     */
    public record Recorded(
            @Nullable String description,
            @Nullable Instant appliedAt,
            @Nullable String appliedBy,
            @Nullable Long executionMs,
            long rank,
            boolean rollbackStored) {}

    /**
     * How far a script got.
     *
     * @param done how many units are done; {@code null} where the row was made by hand
     * @param total how many there are
     * @param marks of one that is not finished: a mark for each finished unit, and one more if a standalone statement
     *     has been started; otherwise none
     */
    public record Units(@Nullable Integer done, @Nullable Integer total, List<UnitMark> marks) {

        public Units {
            marks = List.copyOf(marks);
        }
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

    public @Nullable String description() {
        return recorded.description();
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

    public long rank() {
        return recorded.rank();
    }

    public boolean rollbackStored() {
        return recorded.rollbackStored();
    }

    /** How many units are done; 0 where the row was made by hand. */
    public int unitsDone() {
        return units.done() == null ? 0 : units.done();
    }

    public @Nullable Integer unitsTotal() {
        return units.total();
    }

    public List<UnitMark> unitMarks() {
        return units.marks();
    }

    public @Nullable Integer rollbackUnitsDone() {
        return rollbackUnits.done();
    }

    public @Nullable Integer rollbackUnitsTotal() {
        return rollbackUnits.total();
    }

    public List<UnitMark> rollbackUnitMarks() {
        return rollbackUnits.marks();
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
        return incomplete() ? new Checkpoint(unitsDone(), unitMarks(), sessionState) : Checkpoint.NONE;
    }

    /** How far {@code down} got with it. */
    public Checkpoint rollbackProgress() {
        if (!rollingBack()) {
            return Checkpoint.NONE;
        }
        int done = rollbackUnits.done() == null ? 0 : rollbackUnits.done();
        // until the first unit of the rollback is done, the column is about the migration
        return new Checkpoint(done, rollbackUnitMarks(), done == 0 ? null : sessionState);
    }

    HistoryRow withVersion(String newVersion) {
        return new HistoryRow(newVersion, state, checksum, recorded, units, rollbackUnits, sessionState);
    }
}
