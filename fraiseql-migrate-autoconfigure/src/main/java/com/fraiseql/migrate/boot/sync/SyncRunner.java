// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.sync;

import com.fraiseql.migrate.boot.CancelOnShutdown;
import com.fraiseql.migrate.boot.SpringWording;
import com.fraiseql.migrate.boot.ivm.IvmRunner;
import com.fraiseql.migrate.boot.monitor.FailureFacts;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.ReadTables;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import com.fraiseql.migrate.projection.sync.SyncResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs the sync.
 *
 * <ol>
 *   <li>It begins when every bean is there, hence after the migrations, and before the web server listens.
 *   <li>In the background it goes on in a thread of its own. If the application becomes ready meanwhile, it is set to
 *       refuse traffic immediately afterwards; it accepts traffic as soon as the sync has succeeded. A failed sync is
 *       retried after growing pauses, so that the application recovers without a restart when the server is back or the
 *       row is corrected.
 *   <li>Then the incremental maintenance is looked after; what fails there is as a table that cannot be filled.
 *   <li>If the application shuts down, the sync is cancelled on the server, and the next start goes on from there.
 * </ol>
 */
public final class SyncRunner implements SmartInitializingSingleton, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(SyncRunner.class);
    private static final long MILLIS_TO_END = 10_000;
    private static final int LONGEST_PAUSE = 10;

    private final ConfigurableApplicationContext context;
    private final Supplier<@Nullable ReadTables> factory;
    private final SyncOptions options;
    private final SyncMode mode;
    private final OnSyncFailure onFailure;
    private final Duration retryPause;
    private final IvmRunner maintenance;
    private final CountDownLatch shutdown = new CountDownLatch(1);
    private final Object readiness = new Object();
    private boolean refused;
    private State state = State.WAITING;
    private Map<String, String> failures = Map.of();
    private @Nullable FailureFacts error;
    private volatile @Nullable ReadTables readTables;
    private volatile @Nullable SyncResult result;
    private @Nullable Thread thread;

    /** The state of this start's sync. */
    public enum State {
        /** It has not begun, or is not done here. */
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * Creates the runner.
     *
     * @param factory called once, after the migrations; it returns null if there is nothing to fill
     * @param options how to sync
     * @param retryPause the pause before a retry in the background; it doubles each time, up to ten times as long; zero
     *     for never
     * @param maintenance what is done when the tables have been filled, or are not filled here
     */
    public SyncRunner(
            ConfigurableApplicationContext context,
            Supplier<@Nullable ReadTables> factory,
            SyncOptions options,
            SyncMode mode,
            OnSyncFailure onFailure,
            Duration retryPause,
            IvmRunner maintenance) {
        this.context = context;
        this.factory = factory;
        this.options = options.withKeepGoing(true).withConcurrentIndexes(mode == SyncMode.BACKGROUND);
        this.mode = mode;
        this.onFailure = onFailure;
        this.retryPause = retryPause;
        this.maintenance = maintenance;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (mode == SyncMode.OFF) {
            log.debug("The tv_ tables are not filled here (fraiseql.migrate.sync.mode=off)");
            atStartup(maintenance::run);
            return;
        }
        ReadTables made = factory.get();
        if (made == null) {
            set(State.DONE, Map.of());
            return;
        }
        readTables = made;
        set(State.RUNNING, Map.of());
        if (mode == SyncMode.STARTUP) {
            CancelOnShutdown.run(made::cancel, () -> atStartup(this::fill));
        } else {
            // added after every other listener, so that it is called last and its state wins
            context.addApplicationListener(new Refusal());
            Thread background = new Thread(this::runInBackground, "fraiseql-sync");
            background.setDaemon(true);
            thread = background;
            background.start();
        }
    }

    private void atStartup(Runnable work) {
        try {
            work.run();
        } catch (MigrateException e) {
            failed(e);
            if (onFailure == OnSyncFailure.FAIL) {
                throw e;
            }
        }
        SyncResult ended = result;
        if (ended != null && onFailure == OnSyncFailure.FAIL) {
            ended.firstFailure().ifPresent(failure -> {
                throw failure;
            });
        }
    }

    private void runInBackground() {
        Duration pause = retryPause;
        while (!endsWell() && !pause.isZero() && stays(pause)) {
            set(State.RUNNING, Map.of());
            pause = shorter(pause.multipliedBy(2), retryPause.multipliedBy(LONGEST_PAUSE));
        }
    }

    private boolean endsWell() {
        try {
            fill();
        } catch (MigrateException e) {
            failed(e);
        }
        synchronized (readiness) {
            if (refused && !refuses()) {
                refused = false;
                AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
            }
        }
        return state() == State.DONE;
    }

    /** Waits, and returns whether the application is still running. */
    private boolean stays(Duration pause) {
        if (shutdown.getCount() > 0) {
            log.warn("Filling is retried in {} s.", pause.toMillis() / 1000.0);
        }
        try {
            return !shutdown.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Takes the tables from the field: as a parameter, their class would be loaded at every start, even with nothing to
     * fill.
     */
    private void fill() {
        ended(Objects.requireNonNull(readTables).sync(options));
        if (onFailure == OnSyncFailure.CONTINUE || state() == State.DONE) {
            maintenance.run();
        }
    }

    private void failed(MigrateException e) {
        failed(e, Instant.now());
        if (e.code() == FailureCode.CANCELLED) {
            log.info("{} What has been filled stays, and the next start goes on from there.", e.what());
        } else {
            String what = maintenance.failure() == null ? "filled" : "set up to be maintained";
            log.error("The tv_ tables were not {}: {}", what, SpringWording.render(e));
        }
    }

    private void ended(SyncResult ended) {
        Map<String, String> failed = new TreeMap<>();
        ended.failures().forEach((table, failure) -> {
            failed.put(table, failure.what());
            log.error("{} was not filled: {}", table, SpringWording.render(failure));
        });
        ended.skipped().forEach((table, reason) -> failed.put(table, "It was not filled, since " + reason + "."));
        result = ended;
        set(failed.isEmpty() ? State.DONE : State.FAILED, failed);
        if (!ended.unchanged().isEmpty()) {
            log.debug("The definition has not changed of {}; rows were not compared", ended.unchanged());
        }
    }

    /** Makes the application refuse traffic again when it becomes ready before the sync has ended. */
    private final class Refusal implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

        @Override
        public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
            if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
                // so that the sync ends either before the decision or after its publication
                synchronized (readiness) {
                    if (refuses()) {
                        refused = true;
                        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
                    }
                }
            }
        }
    }

    private synchronized boolean refuses() {
        return state == State.RUNNING || (state == State.FAILED && onFailure == OnSyncFailure.FAIL);
    }

    /** The state. */
    public synchronized State state() {
        return state;
    }

    /**
     * Why the sync as a whole failed, if no single table is the reason, for instance because the server was not
     * available.
     */
    public synchronized @Nullable FailureFacts error() {
        return error;
    }

    /** What failed, by table. */
    public synchronized Map<String, String> failures() {
        return failures;
    }

    /** The result of the last sync of this start; null before its end. */
    public @Nullable SyncResult result() {
        return result;
    }

    /** The progress of each table. */
    public List<SyncProgress> progress() {
        ReadTables running = readTables;
        return running == null ? List.of() : running.progress();
    }

    private synchronized void failed(MigrateException e, Instant at) {
        set(State.FAILED, Map.of());
        error = FailureFacts.of(e, at);
    }

    private synchronized void set(State newState, Map<String, String> newFailures) {
        error = null;
        state = newState;
        failures = Map.copyOf(newFailures);
    }

    @Override
    public void destroy() throws InterruptedException {
        shutdown.countDown();
        Thread running = thread;
        ReadTables made = readTables;
        if (running != null && made != null && running.isAlive()) {
            made.cancel();
            running.join(MILLIS_TO_END);
        }
    }
}
