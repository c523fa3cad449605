// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fraiseql.migrate.boot.DatabaseTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

/** What an operator reads where the linter ends a start. */
@ExtendWith(OutputCaptureExtension.class)
class LintFailureTests extends DatabaseTest {

    @Test
    void theFailureAnalysisNamesThePlaceWhatHappensAndWhatToDo(CapturedOutput output) {
        migration("001_posts.sql", "CREATE TABLE tb_post (id int);");
        migration("002_index.sql", "SELECT 1;\nCREATE INDEX ix ON tb_other (id);");
        db.execute("CREATE TABLE tb_other (id int)");

        Throwable failure = catchThrowable(() -> new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(
                                Stream.of(dataSource()),
                                Stream.of(
                                        locations(), "fraiseql.migrate.lint.mode=fail", "spring.main.banner-mode=off"))
                        .map(argument -> "--" + argument)
                        .toArray(String[]::new))
                .close());

        assertThat(failure).isNotNull();
        assertThat(output.toString())
                .contains("APPLICATION FAILED TO START")
                .contains("The linter has found 1 place in the pending migrations that must not run as they are.")
                .contains("002_index.sql:2:1: L101 index-not-concurrent")
                .contains("CREATE INDEX ix ON tb_other (id)")
                .contains("-- fraiseql:allow L101 \"reason\"")
                .doesNotContain("\tat com.fraiseql");
        assertThat(db.query("SELECT to_regclass('tb_post') IS NULL")).containsExactly("t");
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FraiseqlMigrateAutoConfiguration.class})
    static class Application {}
}
