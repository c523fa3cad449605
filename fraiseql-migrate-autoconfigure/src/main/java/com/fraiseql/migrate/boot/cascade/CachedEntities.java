// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.cascade;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.annotation.AnnotationCacheOperationSource;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.interceptor.CacheEvictOperation;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** The caches that {@link CachedEntity} binds, from the types of beans: none is created for it. */
public final class CachedEntities {

    private final AnnotationCacheOperationSource operations = new AnnotationCacheOperationSource(false);
    private final Map<String, List<String>> names = new LinkedHashMap<>();

    private CachedEntities() {}

    /** The names of caches, by entity. */
    public static Map<String, List<String>> of(ConfigurableListableBeanFactory beans) {
        CachedEntities found = new CachedEntities();
        for (String bean : beans.getBeanDefinitionNames()) {
            Class<?> type = type(beans, bean);
            if (type != null && AnnotationUtils.isCandidateClass(type, CachedEntity.class)) {
                found.read(type);
            }
        }
        return found.names;
    }

    private static @Nullable Class<?> type(ConfigurableListableBeanFactory beans, String bean) {
        Object behindProxy =
                beans.getMergedBeanDefinition(bean).getAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE);
        if (behindProxy instanceof Class<?> type) {
            return type;
        }
        Class<?> type = beans.getType(bean, false);
        return type == null ? null : ClassUtils.getUserClass(type);
    }

    private void read(Class<?> type) {
        Map<Method, CachedEntity> onMethods =
                MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<@Nullable CachedEntity>)
                        method -> AnnotatedElementUtils.findMergedAnnotation(method, CachedEntity.class));
        onMethods.forEach((method, entity) ->
                bind(entity, caches(method, type), ClassUtils.getQualifiedMethodName(method, type)));
        CachedEntity onClass = AnnotatedElementUtils.findMergedAnnotation(type, CachedEntity.class);
        if (onClass != null) {
            Set<String> caches = new LinkedHashSet<>();
            CacheConfig config = AnnotatedElementUtils.findMergedAnnotation(type, CacheConfig.class);
            if (config != null) {
                caches.addAll(Arrays.asList(config.cacheNames()));
            }
            for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type)) {
                if (!onMethods.containsKey(method)) {
                    caches.addAll(caches(method, type));
                }
            }
            bind(onClass, caches, type.getName());
        }
    }

    private Set<String> caches(Method method, Class<?> type) {
        Set<String> caches = new LinkedHashSet<>();
        Collection<CacheOperation> found = operations.getCacheOperations(method, type);
        if (found != null) {
            found.stream()
                    .filter(operation -> !(operation instanceof CacheEvictOperation))
                    .forEach(operation -> caches.addAll(operation.getCacheNames()));
        }
        return caches;
    }

    private void bind(CachedEntity entity, Set<String> caches, String where) {
        if (caches.isEmpty()) {
            throw new MigrateException(
                    FailureCode.BAD_CONFIGURATION,
                    "@CachedEntity(\"" + entity.value() + "\") on " + where + " binds no cache: none is named there.",
                    "Name it in @Cacheable or @CacheConfig, or remove @CachedEntity.");
        }
        names.computeIfAbsent(entity.value(), e -> new ArrayList<>()).addAll(caches);
    }
}
