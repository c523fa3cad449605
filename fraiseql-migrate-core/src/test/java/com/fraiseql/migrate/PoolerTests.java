// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.options.DownOptions;
import com.fraiseql.migrate.projection.ReadTables;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.testsupport.Await;
import com.fraiseql.migrate.testsupport.PoolingProxy;
import com.fraiseql.migrate.testsupport.PoolingProxy.Mode;
import com.fraiseql.migrate.testsupport.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Behind a pooler: in session mode everything works, in transaction mode nothing is begun. */
class PoolerTests extends EngineTest {

    private @Nullable PoolingProxy pooler;

    private DataSource pooler(Mode mode, int size) throws IOException {
        PoolingProxy made = new PoolingProxy(TestServer.get(), mode, size);
        pooler = made;
        return made.dataSource(db.name());
    }

    @AfterEach
    void closePooler() throws IOException {
        if (pooler != null) {
            pooler.close();
        }
    }

    private Migrator through(DataSource dataSource) {
        return Migrator.builder(dataSource)
                .source(files.source())
                .options(options)
                .listener(recorder)
                .build();
    }

    private static void refused(Runnable run) {
        assertThatExceptionOfType(MigrateException.class)
                .isThrownBy(run::run)
                .matches(e -> e.code() == FailureCode.TRANSACTION_POOLER, "TRANSACTION_POOLER");
    }

    private List<String> advisoryLocks() {
        return db.query("SELECT pid FROM pg_locks WHERE locktype = 'advisory'"
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
    }

    private List<String> ours() {
        return db.query("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                + " AND application_name LIKE 'fraiseql%'");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20})
    void inTransactionModeNothingIsLockedSetOrApplied(int size) throws IOException {
        DataSource pool = pooler(Mode.TRANSACTION, size);
        files.add("001_a.sql", "CREATE TABLE a (id int);\n-- Rollback:\n-- DROP TABLE a;");
        refused(() -> through(pool).up());
        refused(() -> through(pool).mark("001_a"));
        refused(() -> through(pool).baseline("001_a"));
        assertThat(tables()).isEmpty();
        assertThat(db.query("SELECT to_regclass('fraiseql_migrations') IS NULL"))
                .containsExactly("t");
        assertThat(advisoryLocks()).isEmpty();
        assertThat(ours()).isEmpty();
    }

    @Test
    void inTransactionModeWhatIsAppliedIsNotTakenBackOrRepaired() throws IOException {
        files.add("001_a.sql", "CREATE TABLE a (id int);\n-- Rollback:\n-- DROP TABLE a;");
        up();
        db.execute("UPDATE fraiseql_migrations SET checksum = NULL");
        DataSource pool = pooler(Mode.TRANSACTION, 2);
        refused(() -> through(pool).down(DownOptions.steps(1)));
        refused(() -> through(pool).repair());
        refused(() -> through(pool).unmark("001_a"));
        assertThat(tables()).containsExactly("a");
        assertThat(advisoryLocks()).isEmpty();
    }

    @Test
    void inTransactionModeAStartWithNothingToDoAndReadingWork() throws IOException {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        up();
        DataSource pool = pooler(Mode.TRANSACTION, 2);
        assertThat(through(pool).up().applied()).isEmpty();
        assertThat(through(pool).status().migrations()).hasSize(1);
        assertThat(through(pool).validate()).isEmpty();
    }

    @Test
    void inTransactionModeNothingIsSynced() throws IOException {
        db.execute(
                "CREATE TABLE tb_user (pk_user int PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid())",
                "INSERT INTO tb_user VALUES (1)",
                "CREATE VIEW v_user AS SELECT id, jsonb_build_object('id', id) AS data FROM tb_user",
                "CREATE TABLE tv_user (id uuid PRIMARY KEY, data jsonb)");
        DataSource pool = pooler(Mode.TRANSACTION, 2);
        refused(() -> ReadTables.builder(pool).build().sync(SyncOptions.defaults()));
        assertThat(advisoryLocks()).isEmpty();
        assertThat(db.query("SELECT count(*) FROM tv_user")).containsExactly("0");
    }

    @Test
    void anApplicationBesideItDoesNotHideThePooler() throws Exception {
        db.execute("CREATE TABLE busy (n int)", "INSERT INTO busy VALUES (0)");
        DataSource pool = pooler(Mode.TRANSACTION, 2);
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<?>[] application = new CompletableFuture<?>[3];
        for (int i = 0; i < application.length; i++) {
            application[i] = CompletableFuture.runAsync(() -> work(pool, over), command -> new Thread(command).start());
        }
        try {
            for (int i = 0; i < 10; i++) {
                refused(() -> through(pool).up());
            }
        } finally {
            over.set(true);
        }
        CompletableFuture.allOf(application).join();
        assertThat(advisoryLocks()).isEmpty();
    }

    private static void work(DataSource pool, AtomicBoolean over) {
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!over.get()) {
                statement.execute("SELECT pg_sleep(0.001 * random())");
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void inSessionModeEverythingWorks() throws IOException {
        DataSource pool = pooler(Mode.SESSION, 20);
        files.add(
                "001_a.sql",
                "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY i ON a (id);\n-- Rollback:\n-- DROP TABLE a;");
        assertThat(through(pool).up().applied()).hasSize(1);
        assertThat(through(pool).down(DownOptions.steps(1)).rolledBack()).hasSize(1);
        assertThat(tables()).isEmpty();
        assertThat(advisoryLocks()).isEmpty();
    }

    @Test
    void aPoolerThatIsNotRecognizedCostsTheUnitAndNoLockStays() throws Exception {
        DataSource hidden = pooler(Mode.TRANSACTION, 2);
        // the further connections go to another process of the pooler
        DataSource spread = new AbstractDataSource() {
            private boolean first = true;

            @Override
            public synchronized Connection getConnection() throws SQLException {
                Connection connection = first ? hidden.getConnection() : db.connect();
                first = false;
                return connection;
            }

            @Override
            public Connection getConnection(String user, String password) {
                throw new UnsupportedOperationException();
            }
        };
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        try (Connection application = hidden.getConnection()) {
            application.setAutoCommit(false);
            MigrationListener taking = new MigrationListener() {
                @Override
                public void beforeRun(List<String> versions) {
                    try (var statement = application.createStatement()) {
                        statement.execute("SELECT 1");
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
            CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> {
                try {
                    Await.until(() -> !db.query("SELECT pid FROM pg_stat_activity WHERE query LIKE '%WHEN a.state%'"
                                    + " AND pid <> pg_backend_pid() AND datname = current_database()")
                            .isEmpty());
                    application.commit();
                } catch (SQLException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThatExceptionOfType(MigrateException.class)
                    .isThrownBy(() -> Migrator.builder(spread)
                            .source(files.source())
                            .listener(taking)
                            .build()
                            .up())
                    .matches(e -> e.code() == FailureCode.MUTEX_LOST, "MUTEX_LOST");
            commit.join();
            assertThat(tables()).isEmpty();
            Await.until(() -> advisoryLocks().isEmpty());
        }
    }
}
