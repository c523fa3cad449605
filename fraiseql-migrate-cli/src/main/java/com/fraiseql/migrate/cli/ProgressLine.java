// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows that long work is in progress. On a terminal it is one line, rewritten twice a second; elsewhere a line now and
 * then, so that the log of a job shows what takes long.
 */
final class ProgressLine implements AutoCloseable {

    private static final long TICK_MILLIS = 500;
    /** Work that ends earlier shows no progress. */
    private static final long LIVE_AFTER_MILLIS = 1_000;

    private static final long LOG_AFTER_MILLIS = 15_000;
    private static final long LOG_EVERY_MILLIS = 60_000;
    private static final int WIDTH = 78;

    private final Terminal terminal;
    private final ServerProgress server;
    private final Object monitor = new Object();
    private final Thread ticker;

    private @Nullable String work;
    private Supplier<String> step = () -> "";
    private long startedNanos;
    private long nextLogMillis;
    private boolean shown;
    private boolean closed;
    private volatile int pid;

    ProgressLine(Terminal terminal, ServerProgress server) {
        this.terminal = terminal;
        this.server = server;
        this.ticker = new Thread(this::tick, "fraiseql-progress");
        this.ticker.setDaemon(true);
    }

    /** The server process that does the work. */
    void watch(int serverProcess) {
        pid = serverProcess;
    }

    /** A piece of work begins; {@code name} is what it is called. */
    void begin(String name) {
        synchronized (monitor) {
            work = name;
            step = () -> "";
            startedNanos = System.nanoTime();
            nextLogMillis = LOG_AFTER_MILLIS;
            if (ticker.getState() == Thread.State.NEW && !closed) {
                ticker.start();
            }
        }
    }

    /** The current step. */
    void step(String description) {
        step(() -> description);
    }

    /** The same; the description is made only if it is shown. */
    void step(Supplier<String> description) {
        synchronized (monitor) {
            step = description;
        }
    }

    /** The piece of work is over. */
    void end() {
        synchronized (monitor) {
            work = null;
            erase();
        }
    }

    /** Prints lines to the error stream without mixing them with the progress line. */
    void print(String lines) {
        synchronized (monitor) {
            erase();
            terminal.err().println(lines);
        }
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(TICK_MILLIS);
                synchronized (monitor) {
                    if (closed) {
                        return;
                    }
                }
                show();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void show() {
        if (!due()) {
            return;
        }
        // the query goes over the network, so no lock is held meanwhile
        String reported = pid == 0 ? null : server.of(pid);
        synchronized (monitor) {
            if (work == null || closed) {
                return;
            }
            long millis = elapsedMillis();
            String text = work + ", " + Durations.show(Duration.ofSeconds(millis / 1000)) + ": "
                    + (reported == null ? step.get() : reported);
            if (terminal.live()) {
                terminal.err().print("\r" + fit("  … " + text) + "\u001b[K");
                terminal.err().flush();
                shown = true;
            } else {
                terminal.err().println("  … " + text);
                nextLogMillis = millis + LOG_EVERY_MILLIS;
            }
        }
    }

    private boolean due() {
        synchronized (monitor) {
            return work != null && elapsedMillis() >= (terminal.live() ? LIVE_AFTER_MILLIS : nextLogMillis);
        }
    }

    private long elapsedMillis() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    private void erase() {
        if (shown) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
            shown = false;
        }
    }

    private static String fit(String text) {
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH - 1) + "…";
    }

    @Override
    public void close() {
        synchronized (monitor) {
            closed = true;
            work = null;
            erase();
        }
        ticker.interrupt();
    }
}
