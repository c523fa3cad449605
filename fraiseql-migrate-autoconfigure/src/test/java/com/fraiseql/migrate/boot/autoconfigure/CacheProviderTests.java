// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.cascade.CascadeRunner;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.transaction.TransactionAwareCacheManagerProxy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Caches of several providers, and those that put and evict after the commit by themselves. */
class CacheProviderTests extends DatabaseTest {

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionManagerCustomizationAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    FraiseqlMigrateAutoConfiguration.class,
                    InitialSyncAutoConfiguration.class,
                    CascadeAutoConfiguration.class))
            .withUserConfiguration(Transactions.class)
            .withPropertyValues("fraiseql.migrate.cascade.mode=outbox", "fraiseql.migrate.cascade.caches.post=posts");

    @Configuration(proxyBeanMethods = false)
    static class Transactions {

        @Bean
        TransactionTemplate transactions(PlatformTransactionManager manager) {
            return new TransactionTemplate(manager);
        }
    }

    private static CaffeineCacheManager caffeine() {
        CaffeineCacheManager manager = new CaffeineCacheManager();
        manager.setCaffeine(Caffeine.newBuilder().maximumSize(100));
        return manager;
    }

    static Stream<CacheManager> providers() {
        return Stream.of(
                new ConcurrentMapCacheManager(),
                caffeine(),
                DeferringCache.manager("posts"),
                new TransactionAwareCacheManagerProxy(new ConcurrentMapCacheManager()),
                new TransactionAwareCacheManagerProxy(caffeine()));
    }

    @BeforeEach
    void blog() {
        migration("001_blog.sql", CachedBlog.SCHEMA);
        application = application.withPropertyValues(locations()).withPropertyValues(dataSource());
    }

    private static Cache posts(AssertableApplicationContext context) {
        return Objects.requireNonNull(context.getBean(CacheManager.class).getCache("posts"));
    }

    private static Map<Long, Object> cached(AssertableApplicationContext context) {
        Map<Long, Object> found = new LinkedHashMap<>();
        for (long id = 1; id <= 4; id++) {
            Cache.ValueWrapper value = posts(context).get(id);
            if (value != null) {
                found.put(id, String.valueOf(value.get()));
            }
        }
        return found;
    }

    private static void fill(AssertableApplicationContext context) {
        for (long id = 1; id <= 4; id++) {
            posts(context).put(id, "post " + id);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aCommittedChangeIsEvictedAtOnceInTheWritersInstance(CacheManager manager) {
        application.withBean("cacheManager", CacheManager.class, () -> manager).run(context -> {
            fill(context);

            context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                context.getBean(JdbcTemplate.class).update("UPDATE tb_post SET title = 'new' WHERE id = 4");
                assertThat(cached(context)).hasSize(4);
            });

            assertThat(cached(context).keySet()).containsExactly(1L, 2L, 3L);
        });
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aChangeOfSomebodyElseIsEvicted(CacheManager manager) {
        application.withBean("cacheManager", CacheManager.class, () -> manager).run(context -> {
            fill(context);

            db.execute("UPDATE tb_user SET name = 'Ada' WHERE id = 1");
            context.getBean(CascadeRunner.class).poll();

            assertThat(cached(context).keySet()).containsExactly(3L, 4L);

            db.execute("TRUNCATE tb_user CASCADE");
            context.getBean(CascadeRunner.class).poll();

            assertThat(cached(context)).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("providers")
    void whatATransactionPutsAndEvictsIsPutAndEvictedWhenItIsCommitted(CacheManager manager) {
        application.withBean("cacheManager", CacheManager.class, () -> manager).run(context -> {
            fill(context);
            TransactionTemplate transactions = context.getBean(TransactionTemplate.class);

            transactions.executeWithoutResult(status -> {
                posts(context).evict(1L);
                posts(context).put(2L, "changed");
                status.setRollbackOnly();
            });
            assertThat(cached(context)).hasSize(4).containsEntry(2L, "post 2");

            transactions.executeWithoutResult(status -> {
                posts(context).evict(1L);
                posts(context).put(2L, "changed");
                assertThat(cached(context)).hasSize(4).containsEntry(2L, "post 2");
            });
            assertThat(cached(context)).doesNotContainKey(1L).containsEntry(2L, "changed");
        });
    }
}
