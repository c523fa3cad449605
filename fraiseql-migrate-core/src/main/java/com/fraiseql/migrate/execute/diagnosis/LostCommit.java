// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import com.fraiseql.migrate.db.Pause;
import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.execute.unit.Interrupted;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.history.HistoryReader;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.mutex.MutexKey;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Finds out whether a unit was committed whose COMMIT had been sent when the connection was lost.
 *
 * <ol>
 *   <li>A new session tries to take the mutex: as long as it cannot, the lost session may still be at work.
 *   <li>With the mutex, the history says whether the unit was committed, since its record was committed with it.
 *   <li>If the server does not answer within five seconds, it stays unknown; the next run reads the history.
 * </ol>
 */
public final class LostCommit {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE = 200;

    private LostCommit() {}

    /**
     * Whether the outcome of a standalone statement is left to the operator, or to the catalog when the next run asks
     * it.
     */
    static boolean leavesOpen(Interrupted interrupted, Status outcome) {
        return interrupted.failure().endNotSeen() && outcome == Status.NOT_COMMITTED;
    }

    /** What is known of the unit. */
    public enum Status {
        COMMITTED,
        NOT_COMMITTED,
        UNKNOWN
    }

    public static Status of(
            DataSource dataSource, HistoryReader reader, MutexKey key, Interrupted interrupted, boolean up) {
        if (!interrupted.failure().commitSent()) {
            return Status.NOT_COMMITTED;
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        do {
            try (Session session = Session.open(dataSource)) {
                Reply reply = session.query(key.tryLock());
                if (reply.error() == null && reply.rows(0).get(0).flag(0)) {
                    try {
                        boolean committed = committed(reader.read(session), interrupted, up);
                        return committed ? Status.COMMITTED : Status.NOT_COMMITTED;
                    } finally {
                        session.query(key.unlock());
                    }
                }
            } catch (MigrateException e) {
                // the server may be back before the time is up
            }
        } while (System.nanoTime() < deadline && Pause.of(PAUSE));
        return Status.UNKNOWN;
    }

    private static boolean committed(History history, Interrupted interrupted, boolean up) {
        Optional<HistoryRow> row = history.row(interrupted.work().origin().version());
        if (!up) {
            return row.isEmpty() || row.get().rollbackProgress().unitsDone() > interrupted.unit();
        }
        if (row.isEmpty()) {
            return false;
        }
        // a repeatable migration has a row from before, with the checksum of what it was
        return row.get().incomplete()
                ? row.get().unitsDone() > interrupted.unit()
                : interrupted.work().script().checksum().equals(row.get().checksum());
    }
}
