// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, SIGTERM and SIGHUP. The JVM answers each by running its shutdown hooks and then ends with 130, 143 or 129;
 * ours asks the running command to stop and keeps the JVM alive until the statement is cancelled, its unit rolled back,
 * the mutex released and the error printed.
 */
final class Interrupts {

    /** Less than the 30 seconds that Kubernetes gives before it kills. */
    private static final long PATIENCE_MILLIS = 25_000;

    private static final long EVERY_MILLIS = 200;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile @Nullable Runnable stop;
    private volatile boolean interrupted;
    private volatile @Nullable Runnable lastWord;

    /** Registers the shutdown hook. */
    void install(PrintStream err) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> onShutdown(err), "fraiseql-shutdown"));
        } catch (IllegalStateException e) {
            // the JVM is already shutting down, before anything has begun
        }
    }

    /** Registers how to stop the running command. Called from another thread. */
    void onInterrupt(Runnable how) {
        stop = how;
    }

    /**
     * The report is JSON: nothing is printed as text, and this reports if the command cannot.
     */
    void quietly(Runnable report) {
        lastWord = report;
    }

    /** Whether the user has asked to stop. */
    boolean interrupted() {
        return interrupted;
    }

    /** The command has ended, and all of its output is written. */
    void finished() {
        finished.countDown();
    }

    /** Asks repeatedly until the command has ended, so that whatever it begins after the signal is stopped as well. */
    private boolean stopped() throws InterruptedException {
        for (long waited = 0; waited < PATIENCE_MILLIS; waited += EVERY_MILLIS) {
            Runnable how = stop;
            if (how != null) {
                how.run();
            }
            if (finished.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    private void onShutdown(PrintStream err) {
        if (finished.getCount() == 0) {
            return;
        }
        Runnable report = lastWord;
        if (stop == null) {
            if (report != null) {
                report.run();
            }
            return;
        }
        interrupted = true;
        if (report == null) {
            err.println();
            err.println("Stopping: the running statement is cancelled and rolled back.");
        }
        try {
            if (!stopped()) {
                if (report == null) {
                    err.println("The server has not answered; it ends the session itself as soon as it notices.");
                } else {
                    report.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
