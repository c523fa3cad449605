// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.cascade.CascadeRunner;
import com.fraiseql.migrate.boot.health.CascadeHealthIndicator;
import com.fraiseql.migrate.testsupport.Await;
import com.fraiseql.migrate.testsupport.PoolingProxy;
import com.fraiseql.migrate.testsupport.TestServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
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

/** An instance whose connections come from a pooler in transaction mode. */
class CachesBehindAPoolerTests extends DatabaseTest {

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

    private PoolingProxy pooler;

    @BeforeEach
    void migrated() throws IOException {
        migration("001_blog.sql", CachedBlog.SCHEMA);
        pooler = new PoolingProxy(TestServer.get(), PoolingProxy.Mode.TRANSACTION, 3);
        instance = instance.withPropertyValues(locations());
        instance.withPropertyValues(dataSource())
                .withPropertyValues("fraiseql.migrate.cascade.mode=outbox")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @AfterEach
    void closePooler() throws IOException {
        pooler.close();
    }

    private ApplicationContextRunner pooled(String mode) {
        return instance.withPropertyValues("fraiseql.migrate.cascade.mode=" + mode)
                .withBean(DataSource.class, () -> pooler.dataSource(db.name()));
    }

    private static Health health(AssertableApplicationContext context) {
        return Objects.requireNonNull(
                context.getBean(CascadeHealthIndicator.class).health(true));
    }

    private static void warm(AssertableApplicationContext context) {
        CachedBlog.warm(context.getBean(CachedBlog.Reads.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"notify", "outbox"})
    void theHealthSaysThatChangesCannotBeReadAndTheCachesAreNotUsed(String mode) {
        pooled(mode).run(context -> {
            assertThat(context).hasNotFailed();
            warm(context);

            assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(health(context).getDetails().get("error"))
                    .asString()
                    .contains("pooler")
                    .contains("fraiseql.migrate.url");
            assertThat(CachedBlog.cached(context.getBean(CacheManager.class))).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"notify", "outbox"})
    void withAUrlOfTheServerItselfItEvicts(String mode) {
        String[] direct = Arrays.stream(dataSource())
                .map(property -> property.replace("spring.datasource.", "fraiseql.migrate.")
                        .replace(".username", ".user"))
                .toArray(String[]::new);
        pooled(mode).withPropertyValues(direct).run(context -> {
            assertThat(context).hasNotFailed();
            Await.until(() -> context.getBean(CascadeRunner.class).connected());
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            warm(context);
            assertThat(CachedBlog.cached(context.getBean(CacheManager.class))).hasSize(9);

            context.getBean(TransactionTemplate.class)
                    .executeWithoutResult(status -> context.getBean(JdbcTemplate.class)
                            .update("UPDATE tb_post SET title = 'new' WHERE id = 1"));

            assertThat(CachedBlog.cached(context.getBean(CacheManager.class)))
                    .hasSize(8)
                    .doesNotContain("posts 1");
        });
    }
}
