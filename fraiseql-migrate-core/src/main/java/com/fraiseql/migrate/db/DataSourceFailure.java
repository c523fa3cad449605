// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import com.fraiseql.migrate.failure.FailureCode;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The DataSource gave no connection of PostgreSQL's driver, and neither the server nor the network is the reason. */
final class DataSourceFailure {

    private static final String ANOTHER =
            "mark another DataSource with @FraiseqlMigrateDataSource, or set fraiseql.migrate.url to connect "
                    + "without it.";

    private DataSourceFailure() {}

    /** The DataSource, or a proxy around it, failed by itself; the driver was not asked, or it is another one. */
    static ConnectFailure failed(Throwable first, Throwable cause) {
        return new ConnectFailure(
                FailureCode.UNREACHABLE,
                "The DataSource gave no connection: "
                        + (first.getMessage() == null
                                ? "it failed with " + first.getClass().getName()
                                : ConnectFailure.firstLine(first.getMessage()))
                        + ".",
                "Correct the DataSource; or, where it cannot give a connection when the application starts, " + ANOTHER,
                cause);
    }

    /** JDBC does not allow it; mocks do it. */
    static ConnectFailure noConnection(DataSource dataSource) {
        return new ConnectFailure(
                FailureCode.UNREACHABLE,
                "The DataSource gave no connection: getConnection() of "
                        + dataSource.getClass().getName() + " returned null, as a mock does.",
                "In a test that has no database, switch migrations off with fraiseql.migrate.enabled=false; "
                        + "otherwise correct the DataSource.",
                null);
    }

    /** The connection does not lead to the driver's: it is another database's, or a wrapper that does not unwrap. */
    static ConnectFailure noDriver(Connection connection) throws SQLException {
        @Nullable DatabaseMetaData facts = connection.getMetaData();
        String product = facts == null ? null : facts.getDatabaseProductName();
        if (product != null && !product.equals("PostgreSQL")) {
            return new ConnectFailure(
                    FailureCode.NOT_POSTGRESQL,
                    "The DataSource leads to " + product + ", not to PostgreSQL through its JDBC driver.",
                    "Configure a PostgreSQL database; in a test slice add @AutoConfigureTestDatabase(replace = "
                            + "NONE) or a PostgreSQLContainer with @ServiceConnection, or switch migrations off with "
                            + "fraiseql.migrate.enabled=false.",
                    null);
        }
        return new ConnectFailure(
                FailureCode.NOT_POSTGRESQL,
                "The connection is a wrapper, " + connection.getClass().getName()
                        + ", that cannot be unwrapped to the connection of PostgreSQL's JDBC driver.",
                "Let its isWrapperFor and unwrap pass the question on to the connection that it wraps; or " + ANOTHER,
                null);
    }
}
