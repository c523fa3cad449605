// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.MigrationMode;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.options.LintMode;
import com.fraiseql.migrate.options.LintOptions;
import com.fraiseql.migrate.options.MigrateOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FraiseqlMigratePropertiesTests {

    @Test
    void theDefaultsAreThoseOfTheEngine() {
        assertThat(DatabaseSettings.main(bind(Map.of())).options()).isEqualTo(MigrateOptions.defaults());
    }

    @Test
    void withNoPropertyMigrationsOnTheClassPathAreAppliedAtStartup() {
        DatabaseSettings settings = DatabaseSettings.main(bind(Map.of()));

        assertThat(settings.locations()).containsExactly("classpath:migrations/");
        assertThat(settings.mode()).isEqualTo(MigrationMode.UP);
        assertThat(settings.failOnMissingLocations()).isTrue();
    }

    @Test
    void aNamedDatabaseInheritsWhatItDoesNotSay() {
        FraiseqlMigrateProperties properties = bind(Map.of(
                "fraiseql.migrate.schema", "app",
                "fraiseql.migrate.table", "history",
                "fraiseql.migrate.lock-timeout", "3s",
                "fraiseql.migrate.mode", "validate",
                "fraiseql.migrate.databases.audit.url", "jdbc:postgresql://localhost/audit",
                "fraiseql.migrate.databases.audit.lock-wait", "7s"));

        DatabaseSettings audit = DatabaseSettings.named(properties, "audit");

        assertThat(audit.locations()).containsExactly("classpath:migrations/audit/");
        assertThat(audit.mode()).isEqualTo(MigrationMode.VALIDATE);
        assertThat(audit.options())
                .isEqualTo(MigrateOptions.defaults()
                        .withTable("history")
                        .withLockTimeout(Duration.ofSeconds(3))
                        .withLockWait(Duration.ofSeconds(7)));
    }

    @Test
    void theReviewIsTheSameForAllDatabases() {
        FraiseqlMigrateProperties properties = bind(Map.of(
                "fraiseql.migrate.lint.mode", "fail",
                "fraiseql.migrate.lint.fail-on", "warning",
                "fraiseql.migrate.lint.levels.L101", "off",
                "fraiseql.migrate.lint.levels.rename-column", "advice",
                "fraiseql.migrate.lint.small-table", "1000",
                "fraiseql.migrate.databases.audit.url", "jdbc:postgresql://localhost/audit"));

        LintOptions expected = LintOptions.defaults()
                .withMode(LintMode.FAIL)
                .withFailOn(LintLevel.WARNING)
                .withLevels(Map.of("l101", LintLevel.OFF, "rename-column", LintLevel.ADVICE))
                .withSmallTable(1000);
        assertThat(DatabaseSettings.main(properties).options().lint()).isEqualTo(expected);
        assertThat(DatabaseSettings.named(properties, "audit").options().lint()).isEqualTo(expected);
    }

    @Test
    void aPasswordIsNeverInTheText() {
        FraiseqlMigrateProperties properties = bind(Map.of(
                "fraiseql.migrate.password", "sesame",
                "fraiseql.migrate.url", "jdbc:postgresql://localhost/x?password=sesame",
                "fraiseql.migrate.databases.audit.password", "sesame"));

        assertThat(List.of(properties, properties.databases()).toString()).doesNotContain("sesame");
    }

    static FraiseqlMigrateProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate(FraiseqlMigrateProperties.PREFIX, FraiseqlMigrateProperties.class);
    }
}
