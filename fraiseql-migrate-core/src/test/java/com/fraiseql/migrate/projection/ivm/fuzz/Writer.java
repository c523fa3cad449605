// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Commits random transactions until it is told to stop; those that fail are rolled back. */
final class Writer implements Runnable {

    private final TestDatabase db;
    private final RandomChanges changes;
    private final Random random;
    private final FuzzCounts counts;
    private final BooleanSupplier more;

    Writer(TestDatabase db, RandomChanges changes, Random random, FuzzCounts counts, BooleanSupplier more) {
        this.db = db;
        this.changes = changes;
        this.random = random;
        this.counts = counts;
        this.more = more;
    }

    @Override
    public void run() {
        try (Connection connection = db.connect()) {
            Change.of("SET deadlock_timeout = '20ms'").apply(connection);
            connection.setAutoCommit(false);
            while (more.getAsBoolean()) {
                List<String> done = new ArrayList<>();
                try {
                    if (transaction(connection, done)) {
                        connection.commit();
                        counts.committed(String.join("; ", done));
                    } else {
                        connection.rollback();
                    }
                } catch (SQLException e) {
                    connection.rollback();
                    note(e, done);
                }
            }
        } catch (SQLException e) {
            counts.surprised("a writer has ended: " + e.getMessage());
        }
    }

    /** Whether it is to be committed. */
    private boolean transaction(Connection connection, List<String> done) throws SQLException {
        int statements = 1 + random.nextInt(random.nextInt(4) == 0 ? 5 : 2);
        for (int i = 0; i < statements; i++) {
            Change change = changes.next();
            if (random.nextInt(5) == 0) {
                inSavepoint(connection, change, done);
            } else {
                done.add(change.toString());
                change.apply(connection);
            }
        }
        return random.nextInt(20) > 0;
    }

    private void inSavepoint(Connection connection, Change change, List<String> done) throws SQLException {
        Change.of("SAVEPOINT s").apply(connection);
        String end = random.nextInt(3) > 0 ? "RELEASE s" : "ROLLBACK TO s";
        try {
            change.apply(connection);
        } catch (SQLException e) {
            if (!String.valueOf(e.getSQLState()).startsWith("23")) {
                throw e;
            }
            end = "ROLLBACK TO s";
        }
        Change.of(end).apply(connection);
        done.add("SAVEPOINT s; " + change + "; " + end);
    }

    /** Constraints are violated and rows are locked crosswise; everything else is a surprise. */
    private void note(SQLException e, List<String> done) {
        String state = String.valueOf(e.getSQLState());
        boolean maintenance = String.valueOf(e.getMessage()).contains("fraiseql_ivm");
        if ((state.startsWith("23") && !maintenance)
                || state.equals("40P01")
                || (state.equals("40001") && !maintenance)) {
            counts.failed(state + (maintenance ? " in the maintenance" : ""));
        } else {
            counts.surprised(state + " " + e.getMessage() + " after " + done);
        }
    }
}
