// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.cascade.CascadeRunner;
import com.fraiseql.migrate.boot.cascade.EntityChanged;
import com.fraiseql.migrate.boot.health.CascadeHealthIndicator;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.testsupport.Await;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Two running instances on one database, and what is left in their caches after a change. */
class CacheEvictionTests extends DatabaseTest {

    private ApplicationContextRunner instance = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionManagerCustomizationAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    FraiseqlMigrateAutoConfiguration.class,
                    InitialSyncAutoConfiguration.class,
                    CascadeAutoConfiguration.class,
                    MigrationsHealthContributorAutoConfiguration.class))
            .withUserConfiguration(CachedBlog.class)
            .withPropertyValues(CachedBlog.CACHES);

    @BeforeEach
    void blog() {
        migration("001_blog.sql", CachedBlog.SCHEMA);
        instance = instance.withPropertyValues(locations()).withPropertyValues(dataSource());
    }

    private interface Two {
        void in(AssertableApplicationContext one, AssertableApplicationContext other) throws Exception;
    }

    private void two(String mode, Two test) {
        ApplicationContextRunner running = instance.withPropertyValues("fraiseql.migrate.cascade.mode=" + mode);
        running.run(one -> running.run(other -> {
            for (AssertableApplicationContext context : List.of(one, other)) {
                assertThat(context).hasNotFailed();
                CachedBlog.warm(context.getBean(CachedBlog.Reads.class));
                assertThat(cached(context)).hasSize(9);
            }
            test.in(one, other);
        }));
    }

    private static Set<String> cached(AssertableApplicationContext context) {
        return CachedBlog.cached(context.getBean(CacheManager.class));
    }

    private static void write(AssertableApplicationContext context, String sql) {
        context.getBean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> context.getBean(JdbcTemplate.class).update(sql));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "notify | UPDATE tb_user SET name = 'Ada' WHERE id = 1       | posts 1, posts 2, users 1",
                "outbox | UPDATE tb_user SET name = 'Ada' WHERE id = 1       | posts 1, posts 2, users 1",
                "notify | DELETE FROM tb_post WHERE id = 1                   | comments 1, posts 1",
                "outbox | DELETE FROM tb_post WHERE id = 1                   | comments 1, posts 1",
                "notify | DELETE FROM tb_user WHERE id = 2                   | posts 3, users 2",
                "outbox | DELETE FROM tb_user WHERE id = 2                   | posts 3, users 2",
                "notify | UPDATE tb_tag SET name = 'SQL' WHERE id = 1        | posts 3",
                "outbox | UPDATE tb_tag SET name = 'SQL' WHERE id = 1        | posts 3"
            })
    void exactlyTheEntriesThatDependOnAChangeAreGoneInBothInstances(String mode, String sql, String gone) {
        two(mode, (one, other) -> {
            Set<String> left = new TreeSet<>(cached(one));
            List.of(gone.split(", ")).forEach(left::remove);

            write(one, sql);

            assertThat(cached(one)).as("at once in the writer's instance").isEqualTo(left);
            Await.until(() -> cached(other).equals(left));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"notify", "outbox"})
    void aConnectionThatIsKilledEmptiesTheCachesAndIsOpenedAgain(String mode) {
        two(mode, (one, other) -> {
            db.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND"
                    + " pid <> pg_backend_pid() AND application_name NOT LIKE '%hikari%'");
            Await.until(() -> cached(one).isEmpty() && cached(other).isEmpty());
            Await.until(() -> one.getBean(CascadeRunner.class).connected()
                    && other.getBean(CascadeRunner.class).connected());
            Await.until(() -> {
                CachedBlog.warm(one.getBean(CachedBlog.Reads.class));
                CachedBlog.warm(other.getBean(CachedBlog.Reads.class));
                return cached(one).size() == 9 && cached(other).size() == 9;
            });

            write(one, "UPDATE tb_post SET title = 'new' WHERE id = 4");

            Await.until(() -> !cached(other).contains("posts 4"));
            assertThat(cached(one)).hasSize(8);
            assertThat(cached(other)).hasSize(8);
        });
    }

    @Test
    void nothingIsEvictedBeforeTheCommitAndNothingForARollback() {
        two("outbox", (one, other) -> {
            one.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                one.getBean(JdbcTemplate.class).update("UPDATE tb_post SET title = 'new' WHERE id = 4");
                other.getBean(CascadeRunner.class).poll();
                assertThat(cached(other)).hasSize(9);
                status.setRollbackOnly();
            });
            other.getBean(CascadeRunner.class).poll();

            assertThat(cached(one)).hasSize(9);
            assertThat(cached(other)).hasSize(9);
        });
    }

    @Test
    void aValueThatWasReadBeforeTheCommitIsNotPutAfterTheEviction() {
        two("outbox", (one, other) -> {
            var posts = java.util.Objects.requireNonNull(
                    other.getBean(CacheManager.class).getCache("posts"));
            posts.evict(4L);
            assertThat(posts.get(4L)).isNull();
            write(one, "UPDATE tb_post SET title = 'new' WHERE id = 4");
            other.getBean(CascadeRunner.class).poll();
            posts.put(4L, "the old value");

            assertThat(posts.get(4L)).isNull();
        });
    }

    @Test
    void anEventTellsWhichKeysHaveChanged() {
        two("notify", (one, other) -> {
            List<EntityChanged> events = other.getBean(CachedBlog.Heard.class).events;
            events.clear();
            write(one, "UPDATE tb_tag SET name = 'SQL' WHERE id = 1");

            Await.until(() -> events.size() == 2);
            assertThat(events)
                    .containsExactlyInAnyOrder(
                            new EntityChanged("post", Set.of(List.of("3")), false),
                            new EntityChanged("tag", Set.of(List.of("1")), false));
        });
    }

    @Test
    void anEntityThatTheDatabaseDoesNotHaveIsNamed() {
        instance.withPropertyValues(
                        "fraiseql.migrate.cascade.mode=outbox", "fraiseql.migrate.cascade.caches.pots=posts")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("The database has no entity pots.")
                        .isInstanceOfSatisfying(
                                MigrateException.class,
                                failure -> assertThat(failure.action()).contains("comment, post")));
    }

    @Test
    void theHealthSaysThatChangesAreRead() {
        instance.withPropertyValues("fraiseql.migrate.cascade.mode=notify")
                .run(context -> assertThat(context.getBean(CascadeHealthIndicator.class)
                                .health()
                                .getStatus())
                        .isEqualTo(Status.UP));
    }

    @Test
    void nothingIsInstalledIfTheModeIsOff() {
        instance.run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(CascadeRunner.class);
            assertThat(db.query("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
                    .isEmpty();
            assertThat(db.query("SELECT relname FROM pg_class WHERE relname LIKE 'fraiseql_cascade%'"))
                    .isEmpty();
        });
    }
}
