// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.cascade;

import com.fraiseql.migrate.boot.SpringWording;
import com.fraiseql.migrate.boot.monitor.FailureFacts;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.cascade.ChangeFeed;
import com.fraiseql.migrate.projection.cascade.EntityChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Evicts from caches what committed changes concern, in a thread of its own, and in the thread of a writer after its
 * commit. Whenever changes may have been missed, the bound caches are emptied; while there is no connection they are
 * not used.
 */
public final class CascadeRunner implements SmartInitializingSingleton, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(CascadeRunner.class);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final long MILLIS_TO_END = 5_000;

    private final ChangeSource source;
    private final EntityCaches caches;
    private final ApplicationEventPublisher events;
    private final Duration interval;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong asked = new AtomicLong();
    private long answered;
    private volatile @Nullable ChangeFeed feed;
    private volatile @Nullable FailureFacts failure;
    private volatile boolean ended;
    private volatile List<String> entities = List.of();
    private @Nullable Thread thread;

    /**
     * Creates the runner.
     *
     * @param interval how long to wait between two polls at the most
     */
    public CascadeRunner(
            ChangeSource source, EntityCaches caches, ApplicationEventPublisher events, Duration interval) {
        this.source = source;
        this.caches = caches;
        this.events = events;
        this.interval = interval;
    }

    @Override
    public void afterSingletonsInstantiated() {
        caches.bindAnnotated();
        try {
            connect();
        } catch (MigrateException e) {
            if (e.code() == FailureCode.BAD_CONFIGURATION) {
                throw e;
            }
            failed(e);
        }
        List<String> missing = caches.missing();
        if (!missing.isEmpty()) {
            log.warn(
                    "No cache manager has the caches {} (fraiseql.migrate.cascade.caches or @CachedEntity); nothing is"
                            + " evicted from them",
                    missing);
        }
        Thread started = new Thread(this::run, "fraiseql-cascade");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    /** Brings the triggers up to date when the read tables' maintenance has changed. */
    public void refresh() {
        if (feed != null) {
            try {
                source.install();
            } catch (MigrateException e) {
                failed(e);
            }
        }
    }

    private void connect() {
        source.install();
        List<String> found = source.entities();
        Set<String> unknown = caches.unknown(found);
        if (!unknown.isEmpty()) {
            throw new MigrateException(
                    FailureCode.BAD_CONFIGURATION,
                    "The database has no entity " + String.join(", ", unknown) + ".",
                    "Correct fraiseql.migrate.cascade.caches, or @CachedEntity; there are: " + String.join(", ", found)
                            + ".");
        }
        entities = found;
        ChangeFeed opened = source.open();
        lock.lock();
        try {
            if (ended) {
                opened.close();
                return;
            }
            caches.clear();
            feed = opened;
            failure = null;
            caches.trust(true);
        } finally {
            lock.unlock();
        }
        publish(everything());
        log.debug("Committed changes evict from caches");
    }

    private void run() {
        ExponentialBackOff backOff = new ExponentialBackOff(FIRST_PAUSE_MILLIS, 2);
        backOff.setMaxInterval(LONGEST_PAUSE_MILLIS);
        BackOffExecution pauses = backOff.start();
        while (!ended) {
            try {
                ChangeFeed open = feed;
                if (open == null) {
                    Thread.sleep(pauses.nextBackOff());
                    connect();
                    log.info("Committed changes evict from caches again");
                } else {
                    pauses = backOff.start();
                    open.await(interval);
                    poll();
                }
            } catch (MigrateException e) {
                lost(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                log.error("Committed changes could not be worked on", e);
                lost(null);
            }
        }
    }

    /**
     * Evicts everything that was committed before the call. Callers that come while another one polls share the next
     * poll. Never fails: without a connection the caches are not used.
     */
    public void poll() {
        long mine = asked.incrementAndGet();
        List<EntityChanged> changed = new ArrayList<>();
        lock.lock();
        try {
            ChangeFeed open = feed;
            if (answered >= mine || open == null) {
                return;
            }
            long covered = asked.get();
            ChangeFeed.Batch batch = open.poll();
            if (batch.missed()) {
                caches.clear();
                changed.addAll(everything());
            }
            for (EntityChange change : batch.changes()) {
                caches.evict(change);
                changed.add(new EntityChanged(change.entity().name(), change.keys(), change.everything()));
            }
            answered = covered;
        } catch (MigrateException e) {
            lost(e);
        } catch (RuntimeException e) {
            log.error("A cache could not be told what has changed", e);
            lost(null);
        } finally {
            lock.unlock();
        }
        publish(changed);
    }

    private List<EntityChanged> everything() {
        return entities.stream()
                .map(entity -> new EntityChanged(entity, Set.of(), true))
                .toList();
    }

    private void publish(List<EntityChanged> changed) {
        for (EntityChanged event : changed) {
            try {
                events.publishEvent(event);
            } catch (RuntimeException e) {
                log.error("A listener of {} failed", event, e);
            }
        }
    }

    private void lost(@Nullable MigrateException reason) {
        lock.lock();
        try {
            caches.trust(false);
            ChangeFeed open = feed;
            feed = null;
            if (open != null) {
                open.close();
                caches.clear();
            }
            if (!ended && reason != null) {
                failed(reason);
            }
        } finally {
            lock.unlock();
        }
    }

    private void failed(MigrateException reason) {
        FailureFacts known = failure;
        if (known == null || !known.message().equals(reason.what())) {
            log.warn("The caches of entities are not used until changes can be read: {}", SpringWording.render(reason));
        }
        failure = FailureFacts.of(reason, Instant.now());
    }

    /** Whether changes are read. */
    public boolean connected() {
        return feed != null;
    }

    /** Why changes are not read; {@code null} if they are. */
    public @Nullable FailureFacts failure() {
        return failure;
    }

    @Override
    public void destroy() throws InterruptedException {
        ended = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        lost(null);
        if (running != null) {
            running.join(MILLIS_TO_END);
        }
    }
}
