// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A pool with one connection, which makes others wait, as pools do. */
final class OneConnectionDataSource extends DelegatingDataSource {

    private final Semaphore gate;

    OneConnectionDataSource(DataSource dataSource, Semaphore gate) {
        super(dataSource);
        this.gate = gate;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            if (!gate.tryAcquire(30, TimeUnit.SECONDS)) {
                throw new SQLException("Connection is not available", "08001");
            }
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
        Connection real = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    try {
                        Object result = method.invoke(real, args);
                        if (method.getName().equals("close")) {
                            gate.release();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
