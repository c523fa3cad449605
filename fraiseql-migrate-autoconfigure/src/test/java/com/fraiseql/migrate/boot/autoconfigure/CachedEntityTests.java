// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.cascade.CachedEntity;
import com.fraiseql.migrate.boot.cascade.CascadeRunner;
import com.fraiseql.migrate.failure.MigrateException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Caches that an annotation binds to an entity. */
class CachedEntityTests extends DatabaseTest {

    private static final List<String> CACHES = List.of("posts", "drafts", "titles", "users", "comments", "other");

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    FraiseqlMigrateAutoConfiguration.class,
                    InitialSyncAutoConfiguration.class,
                    CascadeAutoConfiguration.class))
            .withUserConfiguration(Caching.class)
            .withPropertyValues("fraiseql.migrate.cascade.mode=outbox");

    @BeforeEach
    void blog() {
        migration("001_blog.sql", CachedBlog.SCHEMA);
        application = application.withPropertyValues(locations()).withPropertyValues(dataSource());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {

        @Bean
        ConcurrentMapCacheManager cacheManager() {
            return new ConcurrentMapCacheManager();
        }
    }

    @CachedEntity("post")
    @CacheConfig(cacheNames = "posts")
    static class Posts {

        @Cacheable
        public String post(long id) {
            return "post " + id;
        }

        @CachePut("drafts")
        public String draft(long id) {
            return "draft " + id;
        }

        @CacheEvict("other")
        public void publish(long id) {}

        @CachedEntity("user")
        @Cacheable("users")
        public String author(long id) {
            return "user " + id;
        }
    }

    interface Titles {

        String title(long id);
    }

    static class CachedTitles implements Titles {

        @Override
        @CachedEntity("post")
        @Cacheable("titles")
        public String title(long id) {
            return "title " + id;
        }
    }

    @CachedEntity("comment")
    static class Comments {

        Comments() {
            throw new IllegalStateException("started too early");
        }

        @Cacheable("comments")
        public String comment(long id) {
            return "comment " + id;
        }
    }

    @CachedEntity("post")
    static class WithoutCaches {

        public String post(long id) {
            return "post " + id;
        }
    }

    @CachedEntity("pots")
    static class Misspelt {

        @Cacheable("posts")
        public String post(long id) {
            return "post " + id;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Annotated {

        @Bean
        Posts posts() {
            return new Posts();
        }

        @Bean
        Titles titles() {
            return new CachedTitles();
        }

        @Bean
        @Lazy
        Comments comments() {
            return new Comments();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Empty {

        @Bean
        @Lazy
        WithoutCaches nothing() {
            return new WithoutCaches();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Wrong {

        @Bean
        Misspelt posts() {
            return new Misspelt();
        }
    }

    private static void fill(AssertableApplicationContext context) {
        for (String cache : CACHES) {
            for (long id = 1; id <= 4; id++) {
                cache(context, cache).put(id, cache + " " + id);
            }
        }
    }

    private static Cache cache(AssertableApplicationContext context, String name) {
        return java.util.Objects.requireNonNull(
                context.getBean(CacheManager.class).getCache(name));
    }

    private Set<String> gone(AssertableApplicationContext context, String sql) {
        fill(context);
        db.execute(sql);
        context.getBean(CascadeRunner.class).poll();
        Set<String> gone = new TreeSet<>();
        for (String cache : CACHES) {
            for (long id = 1; id <= 4; id++) {
                if (cache(context, cache).get(id) == null) {
                    gone.add(cache + " " + id);
                }
            }
        }
        return gone;
    }

    @Test
    void cachesThatAClassOrAMethodNamesAreBoundAndLazyBeansAreNotStarted() {
        application.withUserConfiguration(Annotated.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(gone(context, "UPDATE tb_post SET title = 'new' WHERE id = 4"))
                    .containsExactly("drafts 4", "posts 4", "titles 4");
            assertThat(gone(context, "UPDATE tb_user SET name = 'new' WHERE id = 3"))
                    .containsExactly("drafts 4", "posts 4", "titles 4", "users 3");
            assertThat(gone(context, "UPDATE tb_comment SET content = 'new' WHERE id = 2"))
                    .containsExactly("comments 2");
        });
    }

    @Test
    void theCachesOfPropertiesAreBoundAsWell() {
        application
                .withUserConfiguration(Annotated.class)
                .withPropertyValues("fraiseql.migrate.cascade.caches.post=other,posts")
                .run(context -> assertThat(gone(context, "UPDATE tb_post SET title = 'new' WHERE id = 4"))
                        .containsExactly("drafts 4", "other 4", "posts 4", "titles 4"));
    }

    @Test
    void aClassThatNamesNoCacheIsRefused() {
        application
                .withUserConfiguration(Empty.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining(
                                "@CachedEntity(\"post\") on " + WithoutCaches.class.getName() + " binds no cache")
                        .isInstanceOf(MigrateException.class));
    }

    @Test
    void anEntityThatTheDatabaseDoesNotHaveIsRefused() {
        application
                .withUserConfiguration(Wrong.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("The database has no entity pots.")
                        .isInstanceOfSatisfying(
                                MigrateException.class,
                                failure -> assertThat(failure.action()).contains("@CachedEntity", "comment, post")));
    }
}
