// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a script got: that of a migration, or that of its rollback.
 *
 * @param unitsDone how many units are done
 * @param marks a {@link UnitMark} for each finished unit, and one more if a standalone statement has been started
 * @param sessionState what the session was like after the last finished unit (FORMATS.md), {@code null} if it was as it
 *     had begun
 */
public record Checkpoint(
        int unitsDone, List<UnitMark> marks, @Nullable String sessionState) {

    /** Nothing has run. */
    public static final Checkpoint NONE = new Checkpoint(0, List.of(), null);

    public Checkpoint {
        marks = List.copyOf(marks);
    }

    /** Whether a standalone statement was begun and its end is not recorded. */
    public boolean started() {
        return marks.size() > unitsDone;
    }
}
