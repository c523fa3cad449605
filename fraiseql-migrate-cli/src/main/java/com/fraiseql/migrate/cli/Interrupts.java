// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, SIGTERM and SIGHUP. The JVM answers each by running its shutdown hooks and then ends with 130, 143 or 129; ours asks the
 * running command to stop and holds the JVM until it has: until the statement is cancelled, its unit rolled back, the
 * mutex released and the error printed.
 */
final class Interrupts {

    /** Less than the 30 seconds that Kubernetes gives before it kills. */
    private static final long PATIENCE_SECONDS = 25;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile @Nullable Runnable stop;
    private volatile boolean interrupted;
    private volatile @Nullable Runnable lastWord;

    /** Makes the JVM ask, from now on. */
    void install(PrintStream err) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> onShutdown(err), "fraiseql-shutdown"));
    }

    /** From now on, this is how to stop what runs. It is called from another thread. */
    void onInterrupt(Runnable how) {
        stop = how;
    }

    /** The report is for a machine: nothing is said to a person, and where the command does not come to it, this reports. */
    void quietly(Runnable report) {
        lastWord = report;
    }

    /** Whether the user has asked to stop. */
    boolean interrupted() {
        return interrupted;
    }

    /** The command has ended and has said all it had to say. */
    void finished() {
        finished.countDown();
    }

    private void onShutdown(PrintStream err) {
        if (finished.getCount() == 0) {
            return;
        }
        Runnable how = stop;
        Runnable report = lastWord;
        if (how == null) {
            if (report != null) {
                report.run();
            }
            return;
        }
        interrupted = true;
        if (report == null) {
            err.println();
            err.println("Stopping: the statement that runs is cancelled, and what it did is undone.");
        }
        how.run();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                if (report == null) {
                    err.println("The server has not answered; it ends the session by itself as soon as it notices.");
                } else {
                    report.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
