// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a range that every attempt so far has had to write, with the same values: a trigger undoes what is written. A
 * row that another session changes meanwhile is not one of them, since its source changes with it. Pure.
 *
 * @param rows some of those rows: the key, and a hash of what the source gives
 * @param transaction the first attempt that has written, {@code null} if none has
 * @param attempts how many there have been
 * @param clean whether the last one had nothing to write
 */
record RewrittenRows(Set<String> rows, @Nullable String transaction, int attempts, boolean clean) {

    /** Once more may be an accident. */
    private static final int ENOUGH = 3;

    private static final String UNIT = "\u001f";
    private static final String RECORD = "\u001e";

    static RewrittenRows none() {
        return new RewrittenRows(Set.of(), null, 0, true);
    }

    /**
     * After another attempt.
     *
     * @param written some of the rows that it had to write, {@code null} if there were none
     * @param id its transaction
     */
    RewrittenRows and(@Nullable String written, @Nullable String id) {
        Set<String> now = new LinkedHashSet<>(written == null ? List.of() : List.of(written.split(RECORD, -1)));
        if (attempts > 0) {
            now.retainAll(rows);
        }
        return new RewrittenRows(now, transaction == null ? id : transaction, attempts + 1, written == null);
    }

    /** Whether nothing more is to be found out, and the range is as it should be. */
    boolean isOver() {
        return clean || (attempts >= ENOUGH && rows.isEmpty());
    }

    /** The keys of rows that have been written often enough to say so; empty otherwise. */
    List<String> keys() {
        return attempts < ENOUGH
                ? List.of()
                : rows.stream().map(row -> row.split(UNIT, -1)[0]).toList();
    }
}
