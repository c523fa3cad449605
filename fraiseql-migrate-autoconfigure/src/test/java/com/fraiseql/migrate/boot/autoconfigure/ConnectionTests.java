// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.MigrationListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** What becomes of connections while migrations wait, or take long. */
class ConnectionTests extends DatabaseTest {

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DataSourceAutoConfiguration.class, FraiseqlMigrateAutoConfiguration.class));

    @BeforeEach
    void aDatabase() {
        application = application.withPropertyValues(locations()).withPropertyValues(dataSource());
    }

    @Test
    void aMigrationMayTakeLongerThanTheSocketTimeoutOfTheApplication() {
        migration("001_slow.sql", "CREATE TABLE slow AS SELECT pg_sleep(2)::text;");
        application
                .withPropertyValues(
                        "spring.datasource.hikari.data-source-properties.socketTimeout=1",
                        "spring.datasource.hikari.maximum-pool-size=1")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    try (Connection connection =
                            context.getBean(DataSource.class).getConnection()) {
                        assertThat(connection.getNetworkTimeout()).isEqualTo(1000);
                    }
                });
    }

    @Tag("slow")
    @Test
    void aMigrationMayTakeLongerThanAPooledConnectionLives() {
        migration("001_slow.sql", "CREATE TABLE slow AS SELECT pg_sleep(40)::text;\nCREATE TABLE later (id int);");
        application
                .withPropertyValues(
                        "spring.datasource.hikari.max-lifetime=30000", "spring.datasource.hikari.maximum-pool-size=1")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(tables()).containsExactly("later", "slow");
    }

    @Test
    void aPoolOfOneIsEnoughWhileAStatementWaits() throws SQLException {
        waitOnce(application.withPropertyValues(
                "spring.datasource.hikari.maximum-pool-size=1", "spring.datasource.hikari.connection-timeout=1000"));
    }

    @Test
    void aPoolWithoutAFreeConnectionIsSaid() {
        migration("001_users.sql", "CREATE TABLE tb_user (id int);");
        application
                .withPropertyValues(
                        "spring.datasource.hikari.maximum-pool-size=1",
                        "spring.datasource.hikari.connection-timeout=250")
                .run(context -> {
                    Migrator migrator = context.getBean(Migrator.class);
                    try (Connection connection =
                            context.getBean(DataSource.class).getConnection()) {
                        assertThat(connection.isValid(1)).isTrue();
                        assertThatThrownBy(migrator::up)
                                .isInstanceOf(MigrateException.class)
                                .hasMessageContaining("The connection pool has no free connection: HikariPool-");
                    }
                    assertThat(migrator.up().alreadyApplied()).isEqualTo(1);
                });
    }

    @Test
    void aStatementThatWaitsIsWatchedOnOneMoreConnection() throws SQLException {
        List<Connection> taken = new CopyOnWriteArrayList<>();
        DataSource counting = new DelegatingDataSource(db.dataSource()) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                taken.add(connection);
                return connection;
            }
        };
        waitOnce(application.withBean(DataSource.class, () -> counting));
        assertThat(taken)
                .hasSize(2)
                .allSatisfy(connection -> assertThat(connection.isClosed()).isTrue());
    }

    /** A reader is in the way until the migration has had to give way to it once. */
    private void waitOnce(ApplicationContextRunner waiting) throws SQLException {
        db.execute("CREATE TABLE busy (id int)");
        migration("001_wait.sql", "ALTER TABLE busy ADD COLUMN more int;");
        try (Connection reader = db.connect();
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT * FROM busy");
            MigrationListener letGo = new MigrationListener() {
                @Override
                public void retrying(
                        String version, int attempt, String reason, List<String> blockers, Duration pause) {
                    try {
                        reader.rollback();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
            waiting.withBean(MigrationListener.class, () -> letGo)
                    .run(context -> assertThat(context).hasNotFailed());
        }
        assertThat(appliedVersions()).containsExactly("001_wait");
    }

    @Test
    void aConnectionThatIsMadeForMigrationsStaysAliveUnlessTheUrlSaysOtherwise() {
        migration("001_users.sql", "CREATE TABLE tb_user (id int);");
        application
                .withPropertyValues(
                        "fraiseql.migrate.url=" + db.url(),
                        "fraiseql.migrate.user=" + db.user(),
                        "fraiseql.migrate.password=" + db.password())
                .run(context -> {
                    SimpleDriverDataSource made = (SimpleDriverDataSource)
                            context.getBean(MigratorFactory.class).mainDataSource();
                    assertThat(made.getConnectionProperties()).containsEntry("tcpKeepAlive", "true");
                });
    }
}
