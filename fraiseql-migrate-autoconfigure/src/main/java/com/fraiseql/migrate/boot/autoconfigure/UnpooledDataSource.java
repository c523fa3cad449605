// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.url.DriverUrl;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * A DataSource for a URL of the properties, which may be one of libpq's:
 * {@code postgres://user:password@host/database}.
 */
final class UnpooledDataSource {

    private static final Logger log = LoggerFactory.getLogger(UnpooledDataSource.class);

    private UnpooledDataSource() {}

    /**
     * Makes it.
     *
     * @param origin the property that has the URL
     * @param user the user, {@code null} for the URL's own
     * @param password the password, {@code null} for the URL's own
     */
    static DataSource of(
            String url,
            String origin,
            @Nullable String user,
            @Nullable String password,
            @Nullable String driverClassName) {
        List<String> warnings = new ArrayList<>();
        DriverUrl read = DriverUrl.of(url, origin, warnings);
        warnings.forEach(warning -> log.warn("{}", warning));
        DataSourceBuilder<SimpleDriverDataSource> builder =
                DataSourceBuilder.create().type(SimpleDriverDataSource.class).url(read.url());
        String as = user == null ? read.user() : user;
        // the URL's password does not belong to another user
        String with = password == null && user == null ? read.password() : password;
        if (as != null) {
            builder.username(as);
        }
        if (with != null) {
            builder.password(with);
        }
        if (driverClassName != null) {
            builder.driverClassName(driverClassName);
        }
        try {
            if (driverClassName == null) {
                DriverManager.getDriver(read.url());
            }
            return kept(builder.build(), read.properties());
        } catch (SQLException | RuntimeException e) {
            // without the cause, whose message may quote the URL
            throw new MigrateException(
                    FailureCode.BAD_CONFIGURATION,
                    "No JDBC driver on the class path takes the URL from " + origin + ".",
                    "Write postgres://user@host:5432/database or jdbc:postgresql://host:5432/database; a driver "
                            + "that wraps PostgreSQL's is named by driver-class-name.");
        }
    }

    /** Detects a server that vanishes during a long statement. The URL's settings win. */
    static DataSource kept(SimpleDriverDataSource dataSource, Map<String, String> more) {
        Properties properties = new Properties();
        properties.setProperty("tcpKeepAlive", "true");
        more.forEach(properties::setProperty);
        dataSource.setConnectionProperties(properties);
        return dataSource;
    }
}
