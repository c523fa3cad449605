// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.run;

import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.history.HistoryWriter;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.mutex.MutexKey;
import com.fraiseql.migrate.options.MigrateOptions;

/**
 * What every part of a run shares.
 *
 * @param state the state of the session when it was taken from the pool
 * @param history the history under the mutex, before the run has written
 * @param recorded what this run has applied
 * @param watch finds the sessions that block a running statement
 */
public record RunContext(
        Session session,
        SessionState state,
        History history,
        HistoryWriter writer,
        RecordedVersions recorded,
        MutexKey mutex,
        MigrateOptions options,
        MigrationListener listener,
        Cancellation cancellation,
        LockWatch watch) {

    /** From now on the session's notices are passed on as those of a migration. */
    public void passOnNoticesOf(String version) {
        session.onNotice((severity, message) -> listener.notice(version, severity, message));
    }
}
