// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import com.fraiseql.migrate.projection.ivm.concurrent.Equality;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Compares the read tables with their views again and again, each time in one snapshot. */
final class Checker implements Runnable {

    private final TestDatabase db;
    private final List<String> maintained;
    private final FuzzCounts counts;
    private final BooleanSupplier more;

    Checker(TestDatabase db, List<String> maintained, FuzzCounts counts, BooleanSupplier more) {
        this.db = db;
        this.maintained = maintained;
        this.counts = counts;
        this.more = more;
    }

    @Override
    public void run() {
        try (Connection connection = db.connect()) {
            Equality equality = Equality.of(connection).among(maintained);
            while (more.getAsBoolean()) {
                compare(connection, equality);
                Thread.sleep(10);
            }
        } catch (SQLException e) {
            counts.surprised("the checker has ended: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void compare(Connection connection, Equality equality) throws SQLException {
        try {
            counts.compared(equality.differences(connection));
        } catch (SQLException e) {
            // its locks and those of a transaction that truncates two tables can meet crosswise
            if (!"40P01".equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
