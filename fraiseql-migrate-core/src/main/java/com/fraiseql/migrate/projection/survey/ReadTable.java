// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.survey;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import com.fraiseql.migrate.projection.state.SyncState;
import com.fraiseql.migrate.projection.sync.InitialSync;
import com.fraiseql.migrate.projection.sync.TableStatus;
import com.fraiseql.migrate.projection.sync.TableStatus.LastSync;
import com.fraiseql.migrate.projection.sync.TableStatus.Progress;
import com.fraiseql.migrate.projection.sync.TableStatus.Standing;
import com.fraiseql.migrate.projection.sync.TableStatus.State;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * A {@code tv_} that counts, and how it stands. Pure.
 *
 * @param projection the table
 * @param hook the hook that fills it, {@code null} if the built-in sync does
 * @param select the {@code SELECT} that it is filled from, where there is one in a file and no hook
 * @param definition what it is made of now, hashed
 * @param state its row in the state table, {@code null} if there is none
 * @param empty whether it has no rows; {@code null} if that is unknown
 * @param hint the view that was perhaps meant, where there is no source; otherwise {@code null}
 */
public record ReadTable(
        Projection projection,
        @Nullable InitialSync hook,
        @Nullable String select,
        String definition,
        @Nullable SyncState state,
        @Nullable Boolean empty,
        @Nullable String hint) {

    public String name() {
        return projection.displayName();
    }

    /** Whether there is anything to fill it from. */
    public boolean hasSource() {
        return hook != null || select != null || projection.view() != null;
    }

    public String sourceName() {
        if (hook != null) {
            return nameOf(hook);
        }
        return select != null || projection.view() == null
                ? "sync/" + projection.table() + ".sql"
                : projection.schema() + "." + projection.view();
    }

    /** The hook's class as a person knows it: not the proxy's, and not nothing where it has no name. */
    public static String nameOf(InitialSync hook) {
        return ClassUtils.getShortName(ClassUtils.getUserClass(hook));
    }

    /** The tables that must be right before this one is filled. */
    public List<String> before() {
        return Stream.concat(projection.reads().stream(), projection.refersTo().stream())
                .distinct()
                .toList();
    }

    ReadTable withEmpty(@Nullable Boolean isEmpty) {
        return new ReadTable(projection, hook, select, definition, state, isEmpty, hint);
    }

    /** Why there is something to do; nothing if there is not. */
    @Nullable
    public String reason(boolean full) {
        if (!hasSource()) {
            return null;
        }
        if (full) {
            return "everything is to be done again";
        }
        if (state == null || state.untouched()) {
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
        if (projection.oid() != state.tableOid()) {
            return "the table has been dropped and created again";
        }
        if (SyncState.replaced(state.files(), projection.files())) {
            return Boolean.TRUE.equals(empty) ? "it has been emptied" : "the table's storage has been replaced";
        }
        if (Boolean.TRUE.equals(empty) && Boolean.TRUE.equals(hadRows(state))) {
            return "it has been emptied";
        }
        return state.staleBy().isEmpty()
                ? null
                : "it reads " + String.join(", ", state.staleBy()) + ", which has been written";
    }

    private static @Nullable Boolean hadRows(SyncState state) {
        if (state.filled() != null) {
            return state.filled();
        }
        Long rows = state.rows();
        return rows == null ? null : Boolean.valueOf(rows > 0);
    }

    /** Whether it has rows, and no sync has ever written it: rows of the application, which are not ours to change. */
    boolean needsAdoption() {
        return hook == null && (state == null || state.untouched()) && Boolean.FALSE.equals(empty);
    }

    /** The same, where it is not known whether it has rows. */
    public boolean mayNeedAdoption() {
        return hook == null && (state == null || state.untouched()) && !Boolean.TRUE.equals(empty);
    }

    /** What an earlier run has found in a table that needs to be adopted, if nothing has changed since. */
    @Nullable
    public String heldBefore() {
        return state != null && mayNeedAdoption() && definition.equals(state.heldFor()) ? state.held() : null;
    }

    public TableStatus status() {
        String reason = reason(false);
        boolean unfinished = state != null && state.target() != null;
        PhaseRanges cut = unfinished ? Objects.requireNonNull(state).cut() : null;
        return new TableStatus(
                name(),
                hasSource() ? sourceName() : null,
                projection.opaque(),
                new Standing(state(reason, unfinished), hasSource() ? reason : noSource(), null),
                new LastSync(
                        state == null || unfinished ? null : state.rows(), state == null ? null : state.finishedAt()),
                new Progress(
                        cut == null
                                ? null
                                : Objects.requireNonNull(state).rangesDone().size(),
                        cut == null ? null : cut.ranges(),
                        state == null ? 0 : state.indexes().size()));
    }

    private State state(@Nullable String reason, boolean unfinished) {
        if (!hasSource()) {
            return State.NO_SOURCE;
        }
        if (reason == null) {
            return State.UNCHANGED;
        }
        return needsAdoption() ? State.NOT_ADOPTED : unfinished ? State.UNFINISHED : State.NEEDED;
    }

    /** What is missing, in a sentence part. */
    public String noSource() {
        String view = projection.schema() + ".v_" + projection.entityType();
        String missing = "there is neither a view " + view + " nor a file sync/" + projection.table()
                + ".sql nor an InitialSync bean";
        String lost = state == null || state.untouched()
                ? ""
                : "; it was filled before, so its source has been dropped or renamed";
        return missing + lost + (hint == null ? "" : "; is " + hint + " meant?");
    }
}
