// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.support.SimpleCacheManager;

/**
 * A cache that does what {@link org.springframework.cache.Cache} allows: {@code put}, {@code evict} and {@code clear}
 * may be done later, as Redis does it. Here they never are.
 */
class DeferringCache extends ConcurrentMapCache {

    private DeferringCache(String name) {
        super(name);
    }

    static CacheManager manager(String cache) {
        SimpleCacheManager manager = new SimpleCacheManager();
        manager.setCaches(List.of(new DeferringCache(cache)));
        manager.initializeCaches();
        return manager;
    }

    @Override
    public void put(Object key, @Nullable Object value) {}

    @Override
    public void evict(Object key) {}

    @Override
    public void clear() {}

    @Override
    public boolean evictIfPresent(Object key) {
        return getNativeCache().remove(key) != null;
    }

    @Override
    public boolean invalidate() {
        boolean had = !getNativeCache().isEmpty();
        getNativeCache().clear();
        return had;
    }
}
