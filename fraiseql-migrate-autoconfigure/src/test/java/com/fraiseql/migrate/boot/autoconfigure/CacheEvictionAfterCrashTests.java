// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.cascade.CascadeRunner;
import com.fraiseql.migrate.boot.health.CascadeHealthIndicator;
import com.fraiseql.migrate.testsupport.Await;
import com.fraiseql.migrate.testsupport.CrashServer;
import com.fraiseql.migrate.testsupport.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.cache.CacheManager;

/** A server that crashes forgets what was noted, and the running instance forgets what it has cached. */
@Tag("slow")
class CacheEvictionAfterCrashTests {

    @ParameterizedTest
    @ValueSource(strings = {"notify", "outbox"})
    void aCrashOfTheServerEmptiesTheCachesAndEvictionGoesOn(String mode) {
        try (CrashServer server = CrashServer.start();
                TestDatabase database = server.createDatabase()) {
            database.execute(CachedBlog.SCHEMA);
            new ApplicationContextRunner()
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
                    .withPropertyValues(CachedBlog.CACHES)
                    .withPropertyValues(
                            "spring.datasource.url=" + database.url(),
                            "spring.datasource.username=" + database.user(),
                            "spring.datasource.password=" + database.password(),
                            "fraiseql.migrate.fail-on-missing-locations=false",
                            "fraiseql.migrate.cascade.mode=" + mode)
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        CachedBlog.Reads reads = context.getBean(CachedBlog.Reads.class);
                        CacheManager manager = context.getBean(CacheManager.class);
                        CachedBlog.warm(reads);
                        assertThat(CachedBlog.cached(manager)).hasSize(9);

                        server.crash();

                        Await.until(() -> CachedBlog.cached(manager).isEmpty());
                        Await.until(() -> context.getBean(CascadeRunner.class).connected());
                        Await.until(() -> {
                            CachedBlog.warm(reads);
                            return CachedBlog.cached(manager).size() == 9;
                        });
                        database.execute("UPDATE tb_user SET name = 'Ada' WHERE id = 1");
                        Await.until(() -> CachedBlog.cached(manager).size() == 6);
                        assertThat(CachedBlog.cached(manager)).doesNotContain("posts 1", "posts 2", "users 1");
                        assertThat(context.getBean(CascadeHealthIndicator.class)
                                        .health()
                                        .getStatus())
                                .isEqualTo(Status.UP);
                    });
        }
    }
}
