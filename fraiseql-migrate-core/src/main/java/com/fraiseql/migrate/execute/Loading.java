// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.history.Fingerprint;
import com.fraiseql.migrate.source.LocalMigration;
import com.fraiseql.migrate.source.MigrationSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Reads the migrations while another thread waits for the server: reading and hashing a thousand files takes about as
 * long as opening a connection, and an application with nothing to migrate should not start later because one comes
 * after the other.
 *
 * <p>An invalid file is the failure that is reported, even if the server cannot be reached.
 */
final class Loading {

    private final FutureTask<Loaded> task;

    private Loading(FutureTask<Loaded> task) {
        this.task = task;
    }

    private record Loaded(List<LocalMigration> migrations, Fingerprint fingerprint) {}

    /** Starts a thread of its own, with the caller's class loader. */
    static Loading of(MigrationSource source) {
        Loading loading = new Loading(new FutureTask<>(() -> loaded(source)));
        Thread thread = new Thread(loading.task, "fraiseql-load");
        thread.setDaemon(true);
        thread.start();
        return loading;
    }

    private static Loaded loaded(MigrationSource source) {
        List<LocalMigration> migrations = source.load();
        return new Loaded(migrations, Fingerprint.of(migrations));
    }

    /**
     * What has been read.
     *
     * @throws MigrateException what the source throws
     */
    List<LocalMigration> migrations() {
        return result().migrations();
    }

    /**
     * Of the history in which all of it is applied.
     *
     * @throws MigrateException what the source throws
     */
    Fingerprint fingerprint() {
        return result().fingerprint();
    }

    private Loaded result() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    // reading ends by itself; the code that waits for the server checks the flag
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(Objects.requireNonNull(e.getCause()));
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }
}
