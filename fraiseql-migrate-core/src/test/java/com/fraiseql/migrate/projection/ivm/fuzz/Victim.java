// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A writer whose session may end at any moment; it goes on in another one. Some of its transactions are prepared. */
final class Victim implements Runnable {

    private final TestDatabase db;
    private final String name;
    private final RandomChanges changes;
    private final Random random;
    private final AtomicLong commits;
    private final BooleanSupplier more;
    private volatile @Nullable Connection current;

    Victim(
            TestDatabase db,
            String name,
            RandomChanges changes,
            Random random,
            AtomicLong commits,
            BooleanSupplier more) {
        this.db = db;
        this.name = name;
        this.changes = changes;
        this.random = random;
        this.commits = commits;
        this.more = more;
    }

    /** Closes the socket without a word to the server. */
    void vanish() throws SQLException {
        Connection connection = current;
        if (connection != null) {
            connection.abort(Runnable::run);
        }
    }

    @Override
    public void run() {
        for (int session = 0; more.getAsBoolean(); session++) {
            try (Connection connection = db.connect()) {
                current = connection;
                Change.of("SET deadlock_timeout = '20ms'; SET lock_timeout = '2s'")
                        .apply(connection);
                for (int i = 0; more.getAsBoolean() && !connection.isClosed(); i++) {
                    transaction(connection, name + "_" + session + "_" + i);
                }
            } catch (SQLException e) {
                // that was to be expected: the next session goes on
                pause();
            }
        }
    }

    private void transaction(Connection connection, String id) throws SQLException {
        try {
            Change.of("BEGIN").apply(connection);
            for (int i = random.nextInt(3); i >= 0; i--) {
                changes.next().apply(connection);
            }
            if (random.nextInt(6) > 0) {
                Change.of("COMMIT").apply(connection);
            } else {
                Change.of("PREPARE TRANSACTION '" + id + "'").apply(connection);
                if (random.nextInt(4) > 0) {
                    Change.of((random.nextBoolean() ? "COMMIT" : "ROLLBACK") + " PREPARED '" + id + "'")
                            .apply(connection);
                }
            }
            commits.incrementAndGet();
        } catch (SQLException e) {
            Change.of("ROLLBACK").apply(connection);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
