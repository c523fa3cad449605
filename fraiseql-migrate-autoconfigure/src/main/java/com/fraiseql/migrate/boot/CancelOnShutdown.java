// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Cancels the running migration when the JVM is asked to end (SIGTERM). Without it the JVM would wait for the migration
 * until it is killed, and the server would continue a statement without a client. Spring's own shutdown hook cannot do
 * this: it waits for the start of the application, which waits for the migration.
 */
public final class CancelOnShutdown {

    private static final int SECONDS_TO_END = 10;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private CancelOnShutdown(Runnable how) {
        this.hook = new Thread(() -> cancel(how), "fraiseql-cancel-on-shutdown");
    }

    /** Runs the work, and cancels it if the JVM ends in the meantime. */
    public static void run(Runnable how, Runnable work) {
        CancelOnShutdown cancel = new CancelOnShutdown(how);
        try {
            Runtime.getRuntime().addShutdownHook(cancel.hook);
            work.run();
        } finally {
            cancel.end();
        }
    }

    private void cancel(Runnable how) {
        how.run();
        try {
            if (!ended.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
                how.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the hook is running
        }
    }
}
