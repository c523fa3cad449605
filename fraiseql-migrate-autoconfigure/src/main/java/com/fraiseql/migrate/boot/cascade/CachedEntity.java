// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.cascade;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Binds caches to an entity, like {@code fraiseql.migrate.cascade.caches}: those in which a method, or the methods of a
 * class, put what they give ({@code @Cacheable}, {@code @CachePut}, {@code @CacheConfig}). The keys of these caches are
 * those of the entity. On a method it counts instead of that on the class.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface CachedEntity {

    /** The name of the entity, for instance {@code post} for {@code v_post}. */
    String value();
}
