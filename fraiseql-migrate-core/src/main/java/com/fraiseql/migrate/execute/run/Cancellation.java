// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.run;

import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Ends a run from another thread: the current statement is cancelled on the server, and no other is started. */
public final class Cancellation {

    private volatile boolean requested;
    private volatile @Nullable Session session;

    /** Names the session whose statement is to be cancelled, {@code null} when there is none any more. */
    public void watch(@Nullable Session running) {
        this.session = running;
    }

    public boolean requested() {
        return requested;
    }

    /** Asks the run to end. Returns at once; the run ends with {@link FailureCode#CANCELLED}. */
    public void request() {
        if (requested) {
            return;
        }
        requested = true;
        Session running = session;
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException e) {
                // the flag ends the run at the next statement
            }
        }
    }

    public void check() {
        if (requested) {
            throw new MigrateException(
                    FailureCode.CANCELLED,
                    "The run was cancelled.",
                    "What was committed stays recorded; start it again and it goes on from there.");
        }
    }
}
