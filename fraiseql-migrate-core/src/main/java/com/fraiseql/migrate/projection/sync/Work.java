// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.projection.Projection;
import com.fraiseql.migrate.projection.sync.TableStatus.State;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@code tv_} that can be filled, and how it stands. Pure.
 *
 * @param projection the table
 * @param hook the hook that fills it, {@code null} if the built-in sync does
 * @param select the {@code SELECT} that it is filled from, where there is neither hook nor view
 * @param definition what it is made of now, hashed
 * @param state its row in the state table, {@code null} if there is none
 */
record Work(
        Projection projection,
        @Nullable InitialSync hook,
        @Nullable String select,
        String definition,
        @Nullable SyncState state) {

    String name() {
        return projection.displayName();
    }

    String sourceName() {
        if (hook != null) {
            return HookRun.nameOf(hook);
        }
        return projection.view() == null
                ? "sync/" + projection.table() + ".sql"
                : projection.schema() + "." + projection.view();
    }

    /** Why there is something to do; nothing if there is not. */
    @Nullable
    String reason(boolean full) {
        if (full) {
            return "everything is to be done again";
        }
        if (state == null) {
            return "it is new";
        }
        if (state.target() != null) {
            return definition.equals(state.target()) && projection.oid() == state.targetOid()
                    ? "it was begun and not finished"
                    : "its definition has changed";
        }
        if (!definition.equals(state.definition())) {
            return "its definition has changed";
        }
        return projection.oid() == state.tableOid() ? null : "the table has been made anew";
    }

    TableStatus status() {
        String reason = reason(false);
        boolean unfinished = state != null && state.target() != null;
        Cut cut = unfinished ? Objects.requireNonNull(state).cut() : null;
        return new TableStatus(
                name(),
                sourceName(),
                reason == null ? State.UP_TO_DATE : unfinished ? State.UNFINISHED : State.NEEDED,
                reason,
                cut == null ? null : Objects.requireNonNull(state).rangesDone().size(),
                cut == null ? null : cut.ranges(),
                state == null || unfinished ? null : state.rows(),
                state == null ? null : state.finishedAt(),
                state == null ? 0 : state.indexes().size());
    }
}
