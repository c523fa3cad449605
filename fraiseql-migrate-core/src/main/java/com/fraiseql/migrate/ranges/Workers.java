// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.ranges;

import com.fraiseql.migrate.db.TransactionalSession;
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
public final class Workers {

    private final Pool pool;
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private int atWork;
    private boolean over;

    private Workers(Pool pool) {
        this.pool = pool;
    }

    /** Something to do on a connection. */
    @FunctionalInterface
    public interface Task {
        void on(TransactionalSession link);
    }

    /** Where the connections come from, and who decides when to end. */
    public interface Pool {

        /** Another connection. */
        TransactionalSession open();

        /** Returns a connection. */
        void close(TransactionalSession link);

        /** Ends the work by an exception if it has been cancelled. */
        void check();

        /** Cancels what runs on every connection. */
        void cancel();

        /** The name of the n-th additional thread. */
        String threadName(int number);

        /** Called when no other connection could be opened: fewer of them make the work slower, not wrong. */
        void unavailable(RuntimeException cause);

        /** The failure to throw for one that ended a task. */
        RuntimeException shown(RuntimeException failure);
    }

    public static void doAll(Pool pool, TransactionalSession own, Iterable<Task> tasks, int count) {
        Workers workers = new Workers(pool);
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
            Thread thread = new Thread(this::workOnOwnConnection, pool.threadName(i));
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void workOnOwnConnection() {
        TransactionalSession link;
        try {
            link = pool.open();
        } catch (RuntimeException e) {
            pool.unavailable(e);
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
            pool.close(link);
        }
    }

    private void work(TransactionalSession link) {
        try {
            for (Task task = next(); task != null; task = next()) {
                pool.check();
                task.on(link);
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, pool.shown(e));
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
                pool.cancel();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
