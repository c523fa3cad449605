// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.testsupport.PgBouncer;
import com.fraiseql.migrate.testsupport.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind the real PgBouncer, which has to be installed: {@code ./mvnw verify -Dpgbouncer}. */
@Tag("pgbouncer")
class PgBouncerTests extends EngineTest {

    private Migrator through(DataSource pool) {
        return Migrator.builder(pool).source(files.source()).options(options).build();
    }

    private List<String> advisoryLocks() {
        return db.query("SELECT pid FROM pg_locks WHERE locktype = 'advisory'"
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20})
    void inSessionModeEverythingWorks(int size) throws Exception {
        files.add("001_a.sql", "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY i ON a (id);");
        try (PgBouncer bouncer = PgBouncer.start(TestServer.get(), "session", size)) {
            assertThat(through(bouncer.dataSource(db.name())).up().applied()).hasSize(1);
        }
        assertThat(tables()).containsExactly("a");
        assertThat(advisoryLocks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "transaction, 1, 0", "transaction, 2, 0", "transaction, 20, 0", "statement, 2, 0",
        "transaction, 1, 4", "transaction, 2, 1", "transaction, 2, 8", "transaction, 20, 8"
    })
    void inTransactionAndStatementModeNothingIsBegun(String mode, int size, int clients) throws Exception {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        AtomicBoolean over = new AtomicBoolean();
        try (PgBouncer bouncer = PgBouncer.start(TestServer.get(), mode, size)) {
            DataSource pool = bouncer.dataSource(db.name());
            CompletableFuture<?>[] application = new CompletableFuture<?>[clients];
            for (int i = 0; i < clients; i++) {
                application[i] =
                        CompletableFuture.runAsync(() -> work(pool, over), command -> new Thread(command).start());
            }
            for (int i = 0; i < 10; i++) {
                assertThatExceptionOfType(MigrateException.class)
                        .isThrownBy(() -> through(pool).up())
                        .matches(e -> e.code() == FailureCode.TRANSACTION_POOLER, "TRANSACTION_POOLER");
            }
            over.set(true);
            CompletableFuture.allOf(application).join();
            assertThat(advisoryLocks()).isEmpty();
        } finally {
            over.set(true);
        }
        assertThat(tables()).isEmpty();
    }

    private static void work(DataSource pool, AtomicBoolean over) {
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!over.get()) {
                statement.execute("SELECT pg_sleep(0.002 * random())");
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
