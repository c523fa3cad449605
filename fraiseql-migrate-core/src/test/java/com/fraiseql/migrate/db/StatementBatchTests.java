// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLException;

/** Statements that travel together, on the driver's stream and, where that is out of reach, one by one. */
class StatementBatchTests {

    @RegisterExtension
    static final FreshDatabase db = new FreshDatabase();

    private final List<String> notices = new ArrayList<>();
    private final List<Integer> completed = new ArrayList<>();

    @BeforeEach
    void table() {
        db.get().execute("DROP TABLE IF EXISTS t", "CREATE TABLE t (n int)");
    }

    private BatchReply send(boolean together, String... statements) throws SQLException {
        try (Connection connection = db.get().connect()) {
            ServerProtocol protocol = new ServerProtocol(connection.unwrap(PgConnection.class));
            List<String> list = List.of(statements);
            return together
                    ? protocol.batch(
                            list, index -> index % 2 == 0, notice -> notices.add(notice.getMessage()), completed::add)
                    : protocol.oneByOne(list, notice -> notices.add(notice.getMessage()), completed::add);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachStatementHasItsTagAndItsNotices(boolean together) throws SQLException {
        BatchReply reply = send(
                together,
                "BEGIN",
                "INSERT INTO t VALUES (1), (2)",
                "DO $$ BEGIN RAISE NOTICE 'here'; END $$",
                "SELECT * FROM t",
                "",
                "COMMIT");
        assertThat((Throwable) reply.error()).isNull();
        assertThat(reply.completed()).isEqualTo(6);
        assertThat(reply.tags()).contains("INSERT 0 2").last().isEqualTo("COMMIT");
        assertThat(notices).hasSize(1).first().asString().contains("here");
        assertThat(completed).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theErrorIsThatOfTheNextStatementAndItsPositionIsItsOwn(boolean together) throws SQLException {
        BatchReply reply = send(together, "BEGIN", "INSERT INTO t VALUES (1)", "SELECT nope FROM t", "COMMIT");
        assertThat(reply.completed()).isEqualTo(2);
        assertThat((Throwable) reply.error()).isInstanceOfSatisfying(PSQLException.class, error -> {
            assertThat(error.getSQLState()).isEqualTo("42703");
            assertThat(Objects.requireNonNull(error.getServerErrorMessage()).getPosition())
                    .isEqualTo(8);
        });
        assertThat(db.get().query("SELECT count(*) FROM t")).containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theReasonWhyASessionEndedIsTheError(boolean together) throws SQLException {
        BatchReply reply = send(together, "SELECT pg_terminate_backend(pg_backend_pid())", "SELECT 1");
        assertThat(reply.completed()).isZero();
        assertThat((Throwable) reply.error()).isNotNull();
        assertThat(SqlState.of(Objects.requireNonNull(reply.error()))).isEqualTo("57P01");
    }
}
