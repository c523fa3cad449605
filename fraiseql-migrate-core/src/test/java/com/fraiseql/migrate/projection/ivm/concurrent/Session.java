// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A session that takes a step at a time, in a thread of its own, since a step may have to wait. */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final int pid;
    private final ExecutorService thread;
    private @Nullable Future<?> running;
    private @Nullable SQLException failure;

    Session(TestDatabase db) throws SQLException {
        this.connection = db.connect();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            this.pid = row.getInt(1);
        }
        execute("SET deadlock_timeout = '50ms'");
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread started = new Thread(task, "session " + pid);
            started.setDaemon(true);
            return started;
        });
    }

    int pid() {
        return pid;
    }

    /** With what it has failed since it was last made ready; the steps after that are not taken. */
    @Nullable
    SQLException failure() {
        return failure;
    }

    void ready() {
        failure = null;
    }

    void start(String sql) {
        running = thread.submit(() -> {
            execute(sql);
            return null;
        });
    }

    /** Whether its step takes longer than a millisecond. */
    boolean busy() {
        if (running == null) {
            return false;
        }
        try {
            running.get(1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return true;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof SQLException cause)) {
                throw new IllegalStateException(e);
            }
            if (failure == null) {
                failure = cause;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        running = null;
        return false;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        thread.shutdownNow();
        connection.close();
    }
}
