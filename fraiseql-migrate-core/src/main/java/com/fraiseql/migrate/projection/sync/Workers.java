// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Does tasks on several connections.
 *
 * <p>The caller's thread works on the connection that it has, so a pool of one connection is enough and nothing ever
 * waits for another to be free. Other threads join in as they get connections of their own. After a failure nothing new
 * is begun, what runs is finished, and the first failure is thrown.
 */
final class Workers {

    private final Run run;
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private int atWork;
    private boolean over;

    private Workers(Run run) {
        this.run = run;
    }

    /** Something to do on a connection. */
    @FunctionalInterface
    interface Task {
        void on(Link link);
    }

    static void doAll(Run run, Link own, Iterable<Task> tasks, int count) {
        Workers workers = new Workers(run);
        tasks.forEach(workers.tasks::add);
        workers.start(Math.min(count, workers.tasks.size()) - 1);
        workers.work(own);
        workers.awaitOthers();
        RuntimeException failed = workers.failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private void start(int others) {
        for (int i = 1; i <= others; i++) {
            Thread thread = new Thread(this::workOnOwnConnection, "fraiseql-sync-" + i);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void workOnOwnConnection() {
        Link link;
        try {
            link = run.open();
        } catch (RuntimeException e) {
            // fewer connections make it slower, not wrong
            run.tell(listener -> listener.remark("", "Goes on with fewer connections: " + e.getMessage()));
            return;
        }
        try {
            synchronized (this) {
                if (over) {
                    return;
                }
                atWork++;
            }
            try {
                work(link);
            } finally {
                synchronized (this) {
                    atWork--;
                    notifyAll();
                }
            }
        } finally {
            run.close(link);
        }
    }

    private void work(Link link) {
        try {
            for (Task task = next(); task != null; task = next()) {
                run.check();
                task.on(link);
            }
        } catch (RuntimeException e) {
            RuntimeException shown = run.cancelled() && !isCancelled(e) ? SyncFailures.cancelled(e) : e;
            failure.compareAndSet(null, shown);
        }
    }

    private @Nullable Task next() {
        return failure.get() == null ? tasks.poll() : null;
    }

    private synchronized void awaitOthers() {
        boolean interrupted = false;
        over = true;
        while (atWork > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
                run.cancel();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isCancelled(RuntimeException e) {
        return e instanceof MigrateException failure && failure.code() == FailureCode.CANCELLED;
    }
}
