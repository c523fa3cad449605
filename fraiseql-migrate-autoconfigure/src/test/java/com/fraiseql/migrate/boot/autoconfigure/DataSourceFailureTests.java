// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.SpringWording;
import com.fraiseql.migrate.boot.health.MigrationsHealthIndicator;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** DataSources that give no connection of the driver, where neither the server nor the network is the reason. */
@ExtendWith(OutputCaptureExtension.class)
class DataSourceFailureTests extends DatabaseTest {

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    FraiseqlMigrateAutoConfiguration.class,
                    MigrationsHealthContributorAutoConfiguration.class));

    @BeforeEach
    void oneMigration() {
        migration("001_users.sql", "CREATE TABLE tb_user (id int);");
        application = application.withPropertyValues(locations());
    }

    @Test
    void aRoutingDataSourceWithoutADefault() {
        application.withBean(DataSource.class, this::routing).run(context -> {
            MigrateException failure = failure(context);
            assertThat(failure.what())
                    .startsWith("The DataSource gave no connection: Cannot determine target DataSource");
            assertThat(SpringWording.action(failure))
                    .contains("@FraiseqlMigrateDataSource", "fraiseql.migrate.url")
                    .doesNotContain("host", "port");
        });
    }

    @Test
    void aNamedDatabaseIsToldItsOwnProperties() {
        application
                .withPropertyValues(dataSource())
                .withBean(
                        "routed",
                        DataSource.class,
                        this::routing,
                        definition -> ((org.springframework.beans.factory.support.AbstractBeanDefinition) definition)
                                .setDefaultCandidate(false))
                .withPropertyValues(
                        "fraiseql.migrate.databases.audit.data-source=routed",
                        "fraiseql.migrate.databases.audit.locations=" + folder.toUri(),
                        "fraiseql.migrate.url=" + db.url(),
                        "fraiseql.migrate.user=" + db.user(),
                        "fraiseql.migrate.password=" + db.password())
                .run(context -> assertThat(failure(context).action())
                        .contains(
                                "fraiseql.migrate.databases.audit.data-source", "fraiseql.migrate.databases.audit.url")
                        .doesNotContain("@FraiseqlMigrateDataSource", "fraiseql.migrate.url"));
    }

    @Test
    void aDataSourceOfTheApplicationThatRefuses() {
        application
                .withBean(DataSource.class, () -> new AbstractDataSource() {
                    @Override
                    public Connection getConnection() throws SQLException {
                        throw new SQLException("no tenant is set");
                    }

                    @Override
                    public Connection getConnection(String username, String password) throws SQLException {
                        return getConnection();
                    }
                })
                .run(context -> assertThat(failure(context).what())
                        .isEqualTo("The DataSource gave no connection: no tenant is set."));
    }

    @Test
    void aMockOfADataSource() {
        application
                .withBean(DataSource.class, () -> mock(DataSource.class))
                .run(context -> assertThat(failure(context).render())
                        .contains("returned null, as a mock does", "fraiseql.migrate.enabled=false")
                        .doesNotContain("report"));
    }

    @Test
    void aMockOfAConnection() throws SQLException {
        DataSource dataSource = mock(DataSource.class);
        org.mockito.Mockito.when(dataSource.getConnection()).thenReturn(mock(Connection.class));
        application
                .withBean(DataSource.class, () -> dataSource)
                .run(context -> assertThat(failure(context).what()).contains("is a wrapper, "));
    }

    @Test
    void aConnectionThatDoesNotUnwrap() {
        application
                .withBean(DataSource.class, () -> new DelegatingDataSource(db.dataSource()) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        return opaque(super.getConnection());
                    }
                })
                .run(context -> {
                    MigrateException failure = failure(context);
                    assertThat(failure.code()).isEqualTo(FailureCode.NOT_POSTGRESQL);
                    assertThat(failure.what()).contains("is a wrapper, ", "$Proxy", "cannot be unwrapped");
                    assertThat(failure.action())
                            .contains("isWrapperFor", "@FraiseqlMigrateDataSource", "fraiseql.migrate.url")
                            .doesNotContain("Configure a PostgreSQL database");
                });
    }

    @Test
    void aMockOfAMigratorMigratesNothingAndSaysSo(CapturedOutput output) {
        application
                .withPropertyValues(dataSource())
                .withBean(Migrator.class, () -> mock(Migrator.class))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(MigrationsHealthIndicator.class)
                                    .health()
                                    .getStatus())
                            .isEqualTo(Status.DOWN);
                });
        assertThat(tables()).isEmpty();
        assertThat(output)
                .contains("as a mock does; nothing is known to be applied")
                .doesNotContain("up to date");
    }

    private AbstractRoutingDataSource routing() {
        AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {
            @Override
            protected @Nullable Object determineCurrentLookupKey() {
                return null;
            }
        };
        routing.setTargetDataSources(Map.of("one", db.dataSource()));
        return routing;
    }

    /** As a home-made proxy that counts or logs is often written. */
    private static Connection opaque(Connection target) {
        return (Connection) Proxy.newProxyInstance(
                DataSourceFailureTests.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private static MigrateException failure(AssertableApplicationContext context) {
        for (Throwable cause = context.getStartupFailure(); cause != null; cause = cause.getCause()) {
            if (cause instanceof MigrateException found) {
                return found;
            }
        }
        throw new AssertionError("no MigrateException", context.getStartupFailure());
    }
}
