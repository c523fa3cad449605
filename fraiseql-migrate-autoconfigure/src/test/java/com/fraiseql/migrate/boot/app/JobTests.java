// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The image of an application with JPA as a job: it migrates, and nothing of the application comes to life. */
class JobTests extends DatabaseTest {

    private static final String JOB = "--fraiseql.migrate.exit-after-run=true";

    @BeforeEach
    void oneMigration() {
        migration("001_users.sql", "CREATE TABLE tb_user (id int);");
    }

    @Test
    void aJobCreatesNoBeanThatItDoesNotNeedAlsoWhereScriptsWaitForHibernate() {
        String output = run(0, JOB, "--spring.jpa.defer-datasource-initialization=true");

        assertThat(output)
                .contains("applied 1 migration", "The job is done; exiting")
                .doesNotContain("created: ", "Hibernate", "Tomcat", "Quartz", JobApplication.GREETING);
        assertThat(tables()).containsExactly("tb_user");
    }

    @Test
    void aJobWhoseMigrationFailsEndsWithOneAndSaysWhy() {
        migration("002_broken.sql", "SELECT 1/0;");

        assertThat(run(1, JOB))
                .contains("APPLICATION FAILED TO START", "002_broken.sql:1:1")
                .doesNotContain("created: ", "\tat ");
        assertThat(tables()).containsExactly("tb_user");
    }

    @Test
    void aJobWithNothingToMigrateEndsWithOneAndSaysSo() {
        assertThat(run(1, JOB, "--fraiseql.migrate.enabled=false"))
                .contains("there is nothing to migrate", "APPLICATION FAILED TO START")
                .doesNotContain("created: ");
    }

    @Test
    void aJobThatIsToldToLeaveTheDatabaseAloneDoesNotSayThatItMigrated() {
        assertThat(run(0, JOB, "--fraiseql.migrate.mode=off"))
                .contains("migrations are not run at startup")
                .doesNotContain("have run");
        assertThat(tables()).isEmpty();
    }

    private String run(int exitCode, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "-Dlogging.config=classpath:logback-boot.xml",
                "-cp",
                ClassPath.ofTests(),
                JobApplication.class.getName(),
                "--spring.docker.compose.enabled=false",
                "--spring.jpa.hibernate.ddl-auto=update",
                "--server.port=0",
                "--" + locations()));
        Arrays.stream(dataSource()).map(property -> "--" + property).forEach(command::add);
        command.addAll(List.of(arguments));
        ApplicationProcess process = ApplicationProcess.java(command);
        String output = String.join("\n", process.output());
        assertThat(process.exitCode()).as(output).isEqualTo(exitCode);
        return output;
    }
}
