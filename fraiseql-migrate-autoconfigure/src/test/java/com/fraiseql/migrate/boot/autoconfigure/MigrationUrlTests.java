// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The URLs that the command takes are taken by the starter, and a wrong one is a sentence without a password. */
@ExtendWith(OutputCaptureExtension.class)
class MigrationUrlTests extends DatabaseTest {

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(FraiseqlMigrateAutoConfiguration.class));

    @BeforeEach
    void oneMigration() {
        migration("001_users.sql", "CREATE TABLE tb_user (id int);");
        application = application.withPropertyValues(locations());
    }

    @Test
    void aUrlAsThePlatformGivesItWorks() {
        application
                .withPropertyValues(
                        "fraiseql.migrate.url=" + libpq("postgres", "?application_name=deploy&connect_timeout=5"))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(tables()).containsExactly("tb_user");
    }

    @Test
    void theUserOfItsOwnPropertyWins() {
        application
                .withPropertyValues(
                        "fraiseql.migrate.url=" + libpq("postgresql", "").replace("//" + db.user(), "//nobody"),
                        "fraiseql.migrate.user=" + db.user(),
                        "fraiseql.migrate.password=" + db.password())
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(tables()).containsExactly("tb_user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fraiseql.migrate.url", "spring.datasource.url", "fraiseql.migrate.databases.audit.url"})
    void theUserOfItsOwnPropertyWinsOverTheParametersOfAJdbcUrl(String property) {
        String owner = property.startsWith("spring") ? "fraiseql.migrate.url" : property;
        String prefix = owner.substring(0, owner.length() - "url".length());
        String url = db.url().replaceFirst("\\?.*", "") + "?user=no_such_role&ApplicationName=a&password=wrong";
        ApplicationContextRunner runner = property.startsWith("spring")
                ? application.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
                : application;
        runner.withPropertyValues(
                        property + "=" + url,
                        prefix + "user=" + db.user(),
                        prefix + "password=" + db.password(),
                        prefix + "locations=" + folder.toUri())
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(tables()).containsExactly("tb_user");
    }

    @Test
    void theUserInAJdbcUrlIsTheUserWhereNoneIsGivenBesideIt() {
        application
                .withPropertyValues("fraiseql.migrate.url=" + db.url().replaceFirst("\\?.*", "") + "?user=" + db.user()
                        + (db.password().isEmpty() ? "" : "&password=" + db.password()))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(tables()).containsExactly("tb_user");
    }

    @Test
    void anotherDatabaseMayHaveSuchAUrlToo() {
        migration(folder.resolve("audit"), "001_trail.sql", "CREATE TABLE trail (id int);");
        application
                .withPropertyValues(
                        "fraiseql.migrate.databases.audit.url=" + libpq("postgres", ""),
                        "fraiseql.migrate.databases.audit.locations="
                                + folder.resolve("audit").toUri())
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(tables()).containsExactly("trail");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://me:sesame@host:77777/db",
                "postgres://me:sesame@host:x/db",
                "postgres://me:100%sesame@host/db",
                "postgres://me:sesame@host/db?schema=app",
                "postgres://me:sesame@host/db?service=prod",
                "postgres://me:sesame@/db?host=/var/run/postgresql",
                "jdbc:postgresql://me:sesame@host:1/db",
                "jdbc:postgresql://host:x/db?user=me&password=sesame",
                "'postgres://me:sesame@host/db'",
                "mysql://me:sesame@host/db",
                "jdbc:mysql://host/db?user=me&password=sesame",
                "jdbc:nothing://host/db?user=me&password=sesame",
                "sesame"
            })
    void aWrongUrlIsASentenceThatNamesThePropertyAndHidesThePassword(String url, CapturedOutput output) {
        application.withPropertyValues("fraiseql.migrate.url=" + url).run(context -> {
            MigrateException failure = failure(context.getStartupFailure());
            assertThat(failure.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
            assertThat(failure.what()).contains("fraiseql.migrate.url").endsWith(".");
            assertThat(failure.render()).doesNotContain("sesame");
        });
        assertThat(output).doesNotContain("sesame");
    }

    private static MigrateException failure(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof MigrateException found) {
                return found;
            }
        }
        throw new AssertionError("no MigrateException", thrown);
    }

    private String libpq(String scheme, String parameters) {
        URI jdbc = URI.create(db.url().substring("jdbc:".length()).replaceFirst("\\?.*", ""));
        String user = db.password().isEmpty() ? db.user() : db.user() + ":" + db.password();
        return scheme + "://" + user + "@" + Objects.requireNonNull(jdbc.getAuthority()) + jdbc.getPath() + parameters;
    }
}
