// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A pool of one connection, which stays open when it is returned; any further connection is one of its own. */
public final class KeptConnection extends DelegatingDataSource implements AutoCloseable {

    private final Connection kept;
    private boolean taken;

    public KeptConnection(DataSource dataSource) throws SQLException {
        super(dataSource);
        this.kept = dataSource.getConnection();
    }

    /** The connection itself. */
    public Connection connection() {
        return kept;
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        if (taken) {
            return super.getConnection();
        }
        taken = true;
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("close")) {
                        taken = false;
                        return null;
                    }
                    try {
                        return method.invoke(kept, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void close() throws SQLException {
        kept.close();
    }
}
