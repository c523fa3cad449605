// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.cascade;

import com.fraiseql.migrate.projection.cascade.EntityChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** The caches that are bound to entities, in every cache manager. */
public final class EntityCaches {

    private static final Logger log = LoggerFactory.getLogger(EntityCaches.class);

    private final Supplier<Map<String, List<String>>> annotated;
    private final Supplier<Collection<CacheManager>> managers;
    private final Map<Cache, GuardedCache> guarded = new ConcurrentHashMap<>();
    private @Nullable Collection<CacheManager> found;
    private volatile Map<String, Set<String>> names = Map.of();
    private volatile Set<String> all = Set.of();
    private volatile boolean trusted;

    /**
     * Binds them.
     *
     * @param names of caches, by entity
     * @param annotated gives further ones, asked for when there are beans
     * @param managers gives the application's cache managers, whose caches are guarded
     */
    public EntityCaches(
            Map<String, List<String>> names,
            Supplier<Map<String, List<String>>> annotated,
            Supplier<Collection<CacheManager>> managers) {
        this.annotated = annotated;
        this.managers = managers;
        bind(names);
    }

    /** Binds those that annotations name; before anything is cached that counts, since it is emptied after this. */
    void bindAnnotated() {
        bind(annotated.get());
    }

    private void bind(Map<String, List<String>> more) {
        Map<String, Set<String>> bound = new LinkedHashMap<>(names);
        Set<String> every = new TreeSet<>(all);
        more.forEach((entity, caches) -> {
            Set<String> both = new LinkedHashSet<>(bound.getOrDefault(plain(entity), Set.of()));
            both.addAll(caches);
            bound.put(plain(entity), both);
            every.addAll(caches);
        });
        names = bound;
        all = every;
    }

    /** Names in properties lose their underscores and capitals. */
    private static String plain(String entity) {
        return entity.replaceAll("[^\\p{L}\\p{N}.]", "").toLowerCase(Locale.ROOT);
    }

    /** The bound entities that the database does not have. */
    Set<String> unknown(Collection<String> entities) {
        Set<String> unknown = new TreeSet<>(names.keySet());
        entities.forEach(entity -> unknown.remove(plain(entity)));
        return unknown;
    }

    /** The cache, guarded if it is bound to an entity. */
    public @Nullable Cache guarded(@Nullable Cache cache) {
        return cache == null || cache instanceof GuardedCache || !all.contains(cache.getName())
                ? cache
                : guarded.computeIfAbsent(cache, c -> new GuardedCache(c, () -> trusted));
    }

    /** Evicts what a committed change concerns. */
    void evict(EntityChange change) {
        for (String name : names.getOrDefault(plain(change.entity().name()), Set.of())) {
            for (GuardedCache cache : caches(name)) {
                if (change.everything()) {
                    cache.forgetAll();
                } else {
                    change.keys().stream()
                            .flatMap(key -> CacheKeys.of(key, change.keyTypes()).stream())
                            .forEach(cache::forget);
                }
            }
        }
    }

    /** Empties every bound cache; one that cannot be emptied does not keep the others. */
    void clear() {
        for (String name : all) {
            for (GuardedCache cache : caches(name)) {
                try {
                    cache.forgetAll();
                } catch (RuntimeException e) {
                    log.warn("The cache {} could not be emptied: {}", name, e.toString());
                }
            }
        }
    }

    /** Whether entries may be used: only while no eviction can be missed. */
    void trust(boolean now) {
        trusted = now;
    }

    private List<GuardedCache> caches(String name) {
        List<GuardedCache> bound = new ArrayList<>();
        for (CacheManager manager : managers()) {
            Cache cache = guarded(manager.getCache(name));
            if (cache instanceof GuardedCache known) {
                bound.add(known);
            }
        }
        return bound;
    }

    private synchronized Collection<CacheManager> managers() {
        Collection<CacheManager> known = found;
        if (known == null) {
            known = List.copyOf(managers.get());
            found = known;
        }
        return known;
    }

    /** The bound caches that no manager has. */
    List<String> missing() {
        return all.stream().filter(name -> caches(name).isEmpty()).toList();
    }
}
