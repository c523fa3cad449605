// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.FraiseqlMigrateConnectionDetails;
import com.fraiseql.migrate.boot.autoconfigure.FraiseqlMigrateProperties.Database;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.url.DriverUrl;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * Chooses the DataSource to migrate with. For the main database, the first that there is of:
 *
 * <ol>
 *   <li>the bean marked {@code @FraiseqlMigrateDataSource}
 *   <li>the URL of {@link FraiseqlMigrateConnectionDetails} ({@code fraiseql.migrate.url})
 *   <li>its user on the URL of the main DataSource ({@code fraiseql.migrate.user})
 *   <li>the main DataSource
 *   <li>{@link JdbcConnectionDetails}, where R2DBC keeps Spring Boot from creating a DataSource
 * </ol>
 *
 * <p>DataSources created here have no pool: the engine opens one connection and closes it.
 */
final class MigrationDataSources {

    private final BeanFactory beans;
    private final ObjectProvider<DataSource> marked;
    private final ObjectProvider<DataSource> main;
    private final FraiseqlMigrateConnectionDetails details;
    private final ObjectProvider<JdbcConnectionDetails> jdbcDetails;

    MigrationDataSources(
            BeanFactory beans,
            ObjectProvider<DataSource> marked,
            ObjectProvider<DataSource> main,
            FraiseqlMigrateConnectionDetails details,
            ObjectProvider<JdbcConnectionDetails> jdbcDetails) {
        this.beans = beans;
        this.marked = marked;
        this.main = main;
        this.details = details;
        this.jdbcDetails = jdbcDetails;
    }

    DataSource main() {
        DataSource own = marked.getIfAvailable();
        if (own != null) {
            return withoutLaziness(own);
        }
        String url = details.getJdbcUrl();
        if (url != null) {
            return UnpooledDataSource.of(
                    url,
                    details instanceof PropertiesConnectionDetails
                            ? "fraiseql.migrate.url"
                            : details.getClass().getName(),
                    details.getUsername(),
                    details.getPassword(),
                    details.getDriverClassName());
        }
        DataSource application = main.getIfUnique();
        if (application != null) {
            return details.getUsername() == null
                    ? withoutLaziness(application)
                    : asUser(application, details.getUsername(), details.getPassword());
        }
        JdbcConnectionDetails jdbc = jdbcDetails.getIfUnique();
        if (jdbc != null && main.stream().findAny().isEmpty()) {
            return UnpooledDataSource.of(
                    jdbc.getJdbcUrl(),
                    "spring.datasource.url",
                    details.getUsername() == null ? jdbc.getUsername() : details.getUsername(),
                    details.getUsername() == null ? jdbc.getPassword() : details.getPassword(),
                    jdbc.getDriverClassName());
        }
        throw new MigrateException(
                FailureCode.BAD_CONFIGURATION,
                "There is no single DataSource to migrate with.",
                "Mark one as @Primary or @FraiseqlMigrateDataSource, set fraiseql.migrate.url,"
                        + " or name one per database with fraiseql.migrate.databases.<name>.data-source.");
    }

    DataSource named(String name, Database database) {
        if (database.dataSource() != null) {
            DataSource bean = bean(name, database.dataSource());
            return database.user() == null ? withoutLaziness(bean) : asUser(bean, database.user(), database.password());
        }
        if (database.url() == null) {
            throw new MigrateException(
                    FailureCode.BAD_CONFIGURATION,
                    "The database '" + name + "' has neither a DataSource nor a URL.",
                    "Set fraiseql.migrate.databases.%1$s.data-source to the name of a DataSource bean,".formatted(name)
                            + " or fraiseql.migrate.databases.%1$s.url.".formatted(name));
        }
        return UnpooledDataSource.of(
                database.url(),
                "fraiseql.migrate.databases." + name + ".url",
                database.user(),
                database.password(),
                database.driverClassName());
    }

    private DataSource bean(String name, String beanName) {
        try {
            return beans.getBean(beanName, DataSource.class);
        } catch (NoSuchBeanDefinitionException e) {
            throw MigrateException.builder(
                            FailureCode.BAD_CONFIGURATION,
                            "There is no DataSource bean '" + beanName + "' for the database '" + name + "'.",
                            "Correct fraiseql.migrate.databases." + name + ".data-source.")
                    .cause(e)
                    .build();
        }
    }

    /** A proxy that fetches its connection late would only hide the origin of a connection failure. */
    private static DataSource withoutLaziness(DataSource dataSource) {
        LazyConnectionDataSourceProxy lazy =
                DataSourceUnwrapper.unwrap(dataSource, LazyConnectionDataSourceProxy.class);
        DataSource target = lazy == null ? null : lazy.getTargetDataSource();
        return target == null ? dataSource : target;
    }

    /** The same database without a pool, where the URL is known; otherwise the DataSource itself. */
    static DataSource unpooled(DataSource dataSource) {
        if (dataSource instanceof SimpleDriverDataSource) {
            return dataSource;
        }
        try {
            SimpleDriverDataSource derived = DataSourceBuilder.derivedFrom(dataSource)
                    .type(SimpleDriverDataSource.class)
                    .build();
            return derived.getUrl() == null ? dataSource : UnpooledDataSource.kept(derived, Map.of());
        } catch (RuntimeException e) {
            // a DataSource that does not tell its URL is asked for its connections
            return dataSource;
        }
    }

    private static DataSource asUser(DataSource dataSource, String user, @Nullable String password) {
        SimpleDriverDataSource derived = DataSourceBuilder.derivedFrom(withoutLaziness(dataSource))
                .type(SimpleDriverDataSource.class)
                .username(user)
                .password(password)
                .build();
        if (derived.getUrl() != null) {
            derived.setUrl(DriverUrl.withoutUser(derived.getUrl()));
        }
        return UnpooledDataSource.kept(derived, Map.of());
    }
}
