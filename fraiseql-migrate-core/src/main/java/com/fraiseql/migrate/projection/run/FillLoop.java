// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.run;

import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.fill.RowComparison;
import com.fraiseql.migrate.projection.fill.TableSync;
import com.fraiseql.migrate.projection.index.RecordedKey;
import com.fraiseql.migrate.projection.state.StateTable;
import com.fraiseql.migrate.projection.state.SyncState;
import com.fraiseql.migrate.projection.survey.ReadTable;
import com.fraiseql.migrate.projection.survey.ReadTableSet;
import com.fraiseql.migrate.projection.sync.Differences;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.projection.table.SyncFailures;
import com.fraiseql.migrate.projection.table.SyncRun;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills the tables of a run, one after the other.
 *
 * <ol>
 *   <li>In the order of their dependencies. A table whose source reads one that has been written is compared, although
 *       nothing about itself has changed: it was marked when that one was begun ({@link StateTable#begin}).
 *   <li>A table that fails does not keep the others from being filled, except for those that read it or refer to it.
 *   <li>Rows that have vanished but that rows of other tables still refer to are deleted when those tables have been
 *       filled.
 *   <li>Tables that need each other are filled in rounds until none of them changes any more.
 * </ol>
 */
public final class FillLoop {

    private static final int MOST_ROUNDS = 5;

    private final SyncRun run;
    private final TransactionalSession link;
    private final StateTable state;
    private final ReadTableSet tables;
    private final TargetResolver targets;
    private final ResultCollector outcome;
    private final Set<ReadTable> vanishedLeft = new LinkedHashSet<>();
    private Map<String, List<String>> stale = Map.of();

    public FillLoop(
            SyncRun run,
            TransactionalSession link,
            StateTable state,
            ReadTableSet tables,
            TargetResolver targets,
            ResultCollector outcome) {
        this.run = run;
        this.link = link;
        this.state = state;
        this.tables = tables;
        this.targets = targets;
        this.outcome = outcome;
    }

    public void fill() throws SQLException {
        for (List<String> cycle : tables.cycles()) {
            run.remarkOnce(
                    cycle.get(0),
                    String.join(", ", cycle)
                            + " need each other, so none of them can be filled last: they are compared in turn "
                            + "until none changes.");
        }
        stale = state.stale(link);
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            boolean worked = false;
            for (ReadTable work : tables.works()) {
                String reason = reason(work, round);
                if (reason != null) {
                    worked |= one(work, reason);
                }
            }
            deleteVanished();
            if (!worked) {
                return;
            }
        }
        for (ReadTable work : tables.works()) {
            if (outcome.isSynced(work.name()) && stale.containsKey(work.name())) {
                run.remarkOnce(
                        work.name(),
                        "It still changed after " + MOST_ROUNDS
                                + " rounds, since it reads a table whose source reads it; the next sync compares it "
                                + "again.");
            }
        }
    }

    /** Why a table is to be filled in this round; nothing if it is not. */
    private @Nullable String reason(ReadTable work, int round) {
        String name = work.name();
        if (!work.hasSource() || outcome.isNotAdopted(name) || vanishedLeft.contains(work)) {
            return null;
        }
        if (outcome.isFailed(name)) {
            // a row that it refers to may be there now
            return round == 2
                            && work.before().stream()
                                    .anyMatch(other -> tables.inOneCycle(name, other) && outcome.isSynced(other))
                    ? work.reason(run.options().full())
                    : null;
        }
        if (round > 1 && outcome.isSkipped(name)) {
            return work.before().stream().anyMatch(outcome::isFailed)
                    ? null
                    : work.reason(run.options().full());
        }
        String reason =
                outcome.isSynced(name) ? null : work.reason(run.options().full());
        List<String> written = stale.get(name);
        if (reason != null || written == null) {
            return reason;
        }
        return "it reads " + String.join(", ", written) + ", which has been written";
    }

    /** Fills one table, and says whether it was. */
    private boolean one(ReadTable work, String reason) {
        String name = work.name();
        for (String before : work.before()) {
            if ((outcome.isFailed(before) || outcome.isSkipped(before)) && !tables.inOneCycle(name, before)) {
                String why = (work.projection().reads().contains(before) ? "it reads " : "it refers to ") + before
                        + ", which could not be filled";
                outcome.skipped(name, why);
                run.tell(l -> l.skipped(name, why));
                return false;
            }
        }
        return attempt(work, () -> {
            if (!new MaintainedSync(run, link, state).fills(work) && isHeld(work)) {
                return false;
            }
            run.tell(l -> l.beforeTable(name, reason));
            fill(work, reason);
            return true;
        });
    }

    private void fill(ReadTable work, String reason) throws SQLException {
        @Nullable SyncState before = state.read(link).get(work.name());
        List<String> readers = tables.readersOf(work.name());
        if (work.hook() != null) {
            done(new HookSync(run, link, state, work, readers).sync(reason, before));
            return;
        }
        MaintainedSync maintained = new MaintainedSync(run, link, state);
        if (maintained.fills(work)) {
            done(maintained.sync(work, reason, readers));
            return;
        }
        TableSync sync = new TableSync(run, link, state, targets.of(work), readers);
        TableResult result = sync.sync(work.definition(), reason, before, true);
        if (sync.vanishedRowsLeft()) {
            link.execute(state.markStale(work.name(), tables.referrersOf(work.name())));
            vanishedLeft.add(work);
        }
        done(result);
    }

    private void done(TableResult result) {
        outcome.synced(result);
        run.tell(l -> l.afterTable(result));
    }

    /** Deletes what other tables referred to, beginning with the tables that came last. */
    private void deleteVanished() {
        List<ReadTable> left = new ArrayList<>(vanishedLeft);
        for (int i = left.size() - 1; i >= 0; i--) {
            ReadTable work = left.get(i);
            vanishedLeft.remove(work);
            attempt(work, () -> {
                List<String> readers = tables.readersOf(work.name());
                link.execute(state.markStale(work.name(), readers));
                run.tell(l -> l.beforeTable(work.name(), "rows that referred to vanished ones are gone"));
                TableResult result = new TableSync(run, link, state, targets.of(work), readers)
                        .sync(
                                work.definition(),
                                "rows that referred to vanished ones are gone",
                                state.read(link).get(work.name()),
                                false);
                outcome.finished(result);
                run.tell(l -> l.afterTable(result));
                return true;
            });
        }
    }

    private interface Attempt {
        boolean run() throws SQLException;
    }

    private boolean attempt(ReadTable work, Attempt attempt) {
        String name = work.name();
        try {
            run.check();
            boolean done = attempt.run();
            stale = state.stale(link);
            return done;
        } catch (SQLException | MigrateException e) {
            MigrateException found =
                    run.cancelled() && !(e instanceof MigrateException m && m.code() == FailureCode.CANCELLED)
                            ? SyncFailures.cancelled(e)
                            : e instanceof MigrateException known ? known : SyncFailures.of(name, (SQLException) e);
            MigrateException failure = LockHolders.named(link, work.projection(), found);
            note(name, failure);
            run.tell(l -> l.failed(name, failure));
            if (run.cancelled() || endsTheRun(failure)) {
                throw failure;
            }
            outcome.failed(name, failure);
            return false;
        } finally {
            run.forget(name);
        }
    }

    /** Whether the other tables would fail in the same way. */
    private static boolean endsTheRun(MigrateException failure) {
        return switch (failure.code()) {
            case CONNECTION_LOST, CANCELLED, READ_ONLY, UNREACHABLE, AUTHENTICATION, BAD_CONFIGURATION -> true;
            default -> false;
        };
    }

    /** Whether the table has rows of the application that a sync would change, and that was not asked for. */
    private boolean isHeld(ReadTable work) throws SQLException {
        if (run.options().adopt() || !work.mayNeedAdoption()) {
            return false;
        }
        Differences found = RowComparison.compare(run, link, targets.of(work), false);
        if (!Objects.requireNonNull(found).touchesRows()) {
            return false;
        }
        link.execute(state.held(work.name(), work.definition(), found.inWords()));
        outcome.notAdopted(work.name(), found.inWords());
        run.tell(l -> l.notAdopted(work.name(), found.inWords()));
        return true;
    }

    /** The failure stays visible in the state row for the operator; and no table stays without its key. */
    private void note(String name, MigrateException failure) {
        try {
            link.execute(state.failed(name, failure.what()));
            RecordedKey.restoreAll(run, link, state);
            stale = state.stale(link);
        } catch (SQLException | MigrateException e) {
            // the failure itself is reported either way, and the next sync begins with the key
        }
    }
}
