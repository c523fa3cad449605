// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.cascade;

import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A cache that is never given an entry that an eviction has come too early for.
 *
 * <ul>
 *   <li>A value is put only if its key has not been evicted since the thread missed it.
 *   <li>In a transaction a value is put after the commit. If the transaction has one snapshot for all of its
 *       statements, it is not put: the snapshot may be older than the miss.
 *   <li>While evictions may be missed, nothing is found and nothing is put.
 *   <li>Everything is done at once. A cache may defer {@link Cache#put}, {@link Cache#evict} and {@link Cache#clear},
 *       as Redis does: then a value would still be found after the commit, or be put after its eviction. It may not
 *       defer {@link Cache#putIfAbsent}, {@link Cache#evictIfPresent} and {@link Cache#invalidate}.
 * </ul>
 */
final class GuardedCache implements Cache {

    private static final int STRIPES = 256;
    private static final int MOST_MISSES = 256;

    private final Cache cache;
    private final BooleanSupplier trusted;
    private final Stripe[] stripes = new Stripe[STRIPES];
    private final ThreadLocal<Map<Object, Long>> misses = ThreadLocal.withInitial(() -> new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Long> eldest) {
            return size() > MOST_MISSES;
        }
    });

    /** The evictions of some of the keys. */
    private static final class Stripe {
        private long evictions;
    }

    /**
     * Guards a cache.
     *
     * @param trusted whether no eviction can be missed at the moment
     */
    GuardedCache(Cache cache, BooleanSupplier trusted) {
        this.cache = cache;
        this.trusted = trusted;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    private Stripe stripe(Object key) {
        int hash = key.hashCode();
        return stripes[(hash ^ hash >>> 16) & (STRIPES - 1)];
    }

    private long evictions(Object key) {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            return stripe.evictions;
        }
    }

    /** Evicts a key for a committed change. */
    void forget(Object key) {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            stripe.evictions++;
            cache.evictIfPresent(key);
        }
    }

    /** Evicts every key. */
    void forgetAll() {
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                stripe.evictions++;
            }
        }
        cache.invalidate();
    }

    /** Puts a value if nothing has been evicted since a miss. */
    private void putUnlessEvicted(Object key, @Nullable Object value, long evictions) {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            if (trusted.getAsBoolean() && stripe.evictions == evictions) {
                putAtOnce(key, value);
            }
        }
    }

    private void putAtOnce(Object key, @Nullable Object value) {
        if (cache.putIfAbsent(key, value) != null) {
            cache.evictIfPresent(key);
            cache.putIfAbsent(key, value);
        }
    }

    private @Nullable ValueWrapper missed(Object key, long evictions) {
        misses.get().put(key, evictions);
        return null;
    }

    @Override
    public @Nullable ValueWrapper get(Object key) {
        long evictions = evictions(key);
        ValueWrapper found = trusted.getAsBoolean() ? cache.get(key) : null;
        return found == null ? missed(key, evictions) : found;
    }

    @Override
    public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
        ValueWrapper found = get(key);
        Object value = found == null ? null : found.get();
        if (value != null && type != null && !type.isInstance(value)) {
            throw new IllegalStateException("The value in the cache " + getName() + " is no " + type.getName());
        }
        @SuppressWarnings("unchecked")
        T typed = (T) value;
        return typed;
    }

    @Override
    public <T> @Nullable T get(Object key, Callable<T> loader) {
        if (!trusted.getAsBoolean() || inTransaction()) {
            ValueWrapper found = get(key);
            if (found != null) {
                @SuppressWarnings("unchecked")
                T value = (T) found.get();
                return value;
            }
            T loaded;
            try {
                loaded = loader.call();
            } catch (Exception e) {
                throw new ValueRetrievalException(key, loader, e);
            }
            put(key, loaded);
            return loaded;
        }
        long evictions = evictions(key);
        T value = cache.get(key, loader);
        evictIfLate(key, evictions);
        return value;
    }

    @Override
    public @Nullable CompletableFuture<?> retrieve(Object key) {
        return trusted.getAsBoolean() ? cache.retrieve(key) : null;
    }

    @Override
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> loader) {
        if (!trusted.getAsBoolean()) {
            return loader.get();
        }
        long evictions = evictions(key);
        return cache.retrieve(key, loader).whenComplete((value, failure) -> evictIfLate(key, evictions));
    }

    /** For caches that load and put at once. */
    private void evictIfLate(Object key, long evictions) {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            if (!trusted.getAsBoolean() || stripe.evictions != evictions) {
                cache.evictIfPresent(key);
            }
        }
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        Long missed = misses.get().remove(key);
        long evictions = missed == null ? evictions(key) : missed;
        if (!inTransaction()) {
            putUnlessEvicted(key, value, evictions);
        } else if (!hasOneSnapshot()) {
            afterCommit(() -> putUnlessEvicted(key, value, evictions));
        }
    }

    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        ValueWrapper found = get(key);
        if (found == null) {
            put(key, value);
        }
        return found;
    }

    @Override
    public void evict(Object key) {
        if (inTransaction()) {
            afterCommit(() -> forget(key));
        } else {
            forget(key);
        }
    }

    @Override
    public boolean evictIfPresent(Object key) {
        boolean present = cache.evictIfPresent(key);
        evict(key);
        return present;
    }

    @Override
    public void clear() {
        if (inTransaction()) {
            afterCommit(this::forgetAll);
        } else {
            forgetAll();
        }
    }

    @Override
    public boolean invalidate() {
        boolean had = cache.invalidate();
        clear();
        return had;
    }

    private static boolean inTransaction() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.isActualTransactionActive();
    }

    private static boolean hasOneSnapshot() {
        Integer isolation = TransactionSynchronizationManager.getCurrentTransactionIsolationLevel();
        return isolation != null && isolation >= Connection.TRANSACTION_REPEATABLE_READ;
    }

    /** When all of the commit is done: before that a cache that is aware of transactions would put it off, in vain. */
    private static void afterCommit(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_COMMITTED) {
                    work.run();
                }
            }
        });
    }

    @Override
    public String getName() {
        return cache.getName();
    }

    @Override
    public Object getNativeCache() {
        return cache.getNativeCache();
    }
}
