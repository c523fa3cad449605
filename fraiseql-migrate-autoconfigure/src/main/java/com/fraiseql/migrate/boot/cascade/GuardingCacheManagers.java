// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.cascade;

import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.AbstractAdvisingBeanPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** Has every cache manager give guarded caches for those that are bound to an entity. The manager keeps its class. */
public final class GuardingCacheManagers extends AbstractAdvisingBeanPostProcessor {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param caches asked for when a cache is used
     */
    public GuardingCacheManagers(Supplier<EntityCaches> caches) {
        setProxyTargetClass(true);
        NameMatchMethodPointcut getCache = new NameMatchMethodPointcut();
        getCache.setMappedName("getCache");
        getCache.setClassFilter(CacheManager.class::isAssignableFrom);
        MethodInterceptor guard = call -> {
            Object found = call.proceed();
            return found instanceof Cache cache ? caches.get().guarded(cache) : found;
        };
        this.advisor = new DefaultPointcutAdvisor(getCache, guard);
    }
}
