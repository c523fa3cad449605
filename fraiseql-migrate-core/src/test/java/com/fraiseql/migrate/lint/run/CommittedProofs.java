// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.testsupport.Await;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Executes an example as it stands in a database of its own, and looks at what it leaves. */
final class CommittedProofs {

    private CommittedProofs() {}

    static void check(ProofServer server, Examples examples, Proof proof) throws SQLException {
        if (proof instanceof Proof.AsksFor asks) {
            asksFor(server, examples, asks);
            return;
        }
        if (proof instanceof Proof.FailsWhile fails) {
            failsWhile(server, examples, fails);
            return;
        }
        if (!(proof instanceof Proof.Fails
                || proof instanceof Proof.Breaks
                || proof instanceof Proof.BreaksPrepared
                || proof instanceof Proof.LosesRows
                || proof instanceof Proof.Observes
                || proof instanceof Proof.Changes
                || proof instanceof Proof.Unseen)) {
            return;
        }
        try (TestDatabase database = server.database(examples);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            check(database, statement, examples.bad(), proof);
        }
    }

    private static void check(TestDatabase database, Statement statement, String bad, Proof proof) throws SQLException {
        if (proof instanceof Proof.Fails fails) {
            SQLException failure = catchThrowableOfType(SQLException.class, () -> ProofServer.run(database, bad));
            assertThat(failure == null ? "no failure" : failure.getSQLState())
                    .as("%s %s", proof.sentence(), failure)
                    .isEqualTo(fails.state());
        } else if (proof instanceof Proof.Breaks breaks) {
            statement.execute(breaks.statement());
            ProofServer.run(database, bad);
            assertThat(state(statement, breaks.statement()))
                    .as(proof.sentence())
                    .isEqualTo(breaks.state());
        } else if (proof instanceof Proof.BreaksPrepared breaks) {
            statement.execute("PREPARE prepared AS " + breaks.query());
            statement.execute("EXECUTE prepared");
            ProofServer.run(database, bad);
            assertThat(state(statement, "EXECUTE prepared"))
                    .as(proof.sentence())
                    .isEqualTo(breaks.state());
        } else if (proof instanceof Proof.LosesRows loses) {
            String count = "SELECT count(*) FROM " + loses.table();
            long before = Long.parseLong(ProofServer.value(statement, count));
            ProofServer.run(database, bad);
            boolean gone = ProofServer.value(statement, "SELECT to_regclass('" + loses.table() + "') IS NULL")
                    .equals("t");
            assertThat(gone || Long.parseLong(ProofServer.value(statement, count)) < before)
                    .as(proof.sentence())
                    .isTrue();
        } else if (proof instanceof Proof.Changes changes) {
            assertThat(ProofServer.value(statement, changes.query())).isEqualTo(changes.before());
            ProofServer.run(database, bad);
            assertThat(ProofServer.value(statement, changes.query()))
                    .as(proof.sentence())
                    .isEqualTo(changes.after());
        } else {
            ProofServer.run(database, bad);
            if (proof instanceof Proof.Observes observes) {
                assertThat(ProofServer.value(statement, observes.query()))
                        .as(proof.sentence())
                        .isEqualTo(observes.result());
            }
        }
    }

    private static String state(Statement statement, String sql) {
        SQLException failure = catchThrowableOfType(SQLException.class, () -> statement.execute(sql));
        return failure == null ? "no failure" : failure.getSQLState();
    }

    private static void failsWhile(ProofServer server, Examples examples, Proof.FailsWhile fails) throws SQLException {
        try (TestDatabase database = server.database(examples);
                Connection holder = database.connect();
                Statement hold = holder.createStatement()) {
            holder.setAutoCommit(false);
            hold.execute(fails.statement());
            SQLException failure =
                    catchThrowableOfType(SQLException.class, () -> ProofServer.run(database, examples.bad()));
            assertThat(failure == null ? "no failure" : failure.getSQLState())
                    .as("%s %s", fails.sentence(), failure)
                    .isEqualTo(fails.state());
            assertThat(ProofServer.value(hold, fails.query()))
                    .as(fails.sentence())
                    .isEqualTo(fails.result());
        }
    }

    /** The weakest lock that this one waits for, so that it does not wait for another one first. */
    private static String opponent(LockLevel level) {
        return switch (level) {
            case ACCESS_EXCLUSIVE -> "ACCESS SHARE";
            case EXCLUSIVE -> "ROW SHARE";
            case SHARE, SHARE_ROW_EXCLUSIVE -> "ROW EXCLUSIVE";
            case SHARE_UPDATE_EXCLUSIVE -> "SHARE UPDATE EXCLUSIVE";
            case ROW_EXCLUSIVE -> "SHARE";
            case ROW_SHARE -> "EXCLUSIVE";
            case ACCESS_SHARE -> "ACCESS EXCLUSIVE";
        };
    }

    /** Another session holds the table, so that the lock that the example asks for is seen waiting. */
    private static void asksFor(ProofServer server, Examples examples, Proof.AsksFor asks) throws SQLException {
        try (TestDatabase database = server.database(examples);
                Connection holder = database.connect();
                Statement hold = holder.createStatement();
                Connection waiter = database.connect();
                Statement wait = waiter.createStatement()) {
            String pid = ProofServer.value(wait, "SELECT pg_backend_pid()");
            holder.setAutoCommit(false);
            hold.execute("LOCK TABLE " + asks.table() + " IN " + opponent(asks.level()) + " MODE");
            Thread running = new Thread(() -> {
                try {
                    ProofServer.run(wait, examples.bad());
                } catch (SQLException e) {
                    // it is cancelled below
                }
            });
            running.start();
            String waiting = "SELECT mode FROM pg_locks WHERE NOT granted AND locktype = 'relation' AND pid = " + pid
                    + " AND relation = '" + asks.table() + "'::regclass";
            Await.until(() -> !database.query(waiting).isEmpty());
            assertThat(database.query(waiting))
                    .as(asks.sentence())
                    .containsExactly(asks.level().mode());
            hold.execute("SELECT pg_cancel_backend(" + pid + ")");
            running.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
