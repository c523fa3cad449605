// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.run.Cancellation;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import javax.sql.DataSource;

/** Opens one session for each piece of work, which another thread may cancel. */
final class CancellableSessions {

    private final DataSource dataSource;
    private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();

    CancellableSessions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Cancels the work in progress: its statement is cancelled on the server, and it fails with
     * {@link FailureCode#CANCELLED}.
     */
    void cancel() {
        running.forEach(Cancellation::request);
    }

    <T> T with(BiFunction<Session, Cancellation, T> work) {
        Cancellation cancellation = new Cancellation();
        running.add(cancellation);
        try (Session session = Session.open(dataSource)) {
            cancellation.watch(session);
            try {
                cancellation.check();
                return work.apply(session, cancellation);
            } finally {
                // once the session is released, its statements belong to another client
                cancellation.watch(null);
            }
        } catch (MigrateException e) {
            if (cancellation.requested() && e.code() != FailureCode.CANCELLED && isCancelled(e)) {
                cancellation.check();
            }
            throw e;
        } finally {
            running.remove(cancellation);
        }
    }

    private static boolean isCancelled(MigrateException failure) {
        return failure.getCause() instanceof SQLException cause
                && SqlState.of(cause).equals(SqlState.QUERY_CANCELED);
    }
}
