// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;

/** The blog. Its schema is in {@code src/main/resources/migrations/} and applied before it serves anything. */
@SpringBootApplication
@EnableCaching
public class BlogApplication {

    /** Without a limit, for a sample: Caffeine or Redis are bound to entities in the same way. */
    @Bean
    CacheManager cacheManager() {
        return new ConcurrentMapCacheManager();
    }

    public static void main(String[] args) {
        SpringApplication.run(BlogApplication.class, args);
    }
}
