// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that has been processed without a database in reach, with locations of its own and two databases. */
class AotTests extends DatabaseTest {

    @SuppressWarnings("NullAway.Init")
    private static AheadOfTime application;

    private TestDatabase audit;

    @BeforeAll
    static void process(@TempDir Path resources, @TempDir Path generated) throws IOException {
        migration(resources.resolve("db/shop"), "001_users.sql", "CREATE TABLE tb_user (name text);");
        migration(resources.resolve("db/audit"), "001_trail.sql", "CREATE TABLE trail (id int);");
        Files.writeString(resources.resolve("application.properties"), """
                fraiseql.migrate.locations=classpath:db/shop/
                fraiseql.migrate.databases.audit.locations=classpath:db/audit/
                """);
        application = new AheadOfTime(resources, generated);
    }

    @BeforeEach
    void createAudit() {
        audit = TestDatabase.create();
    }

    @AfterEach
    void dropAudit() {
        audit.close();
    }

    @Test
    void itMigratesAllItsDatabasesWithAllItsBeans() {
        assertThat(run(0))
                .contains("Starting AOT-processed AotApplication")
                .contains("customized main", "customized audit")
                .containsSubsequence(
                        "about to apply [001_users, 002_add_ada]",
                        "Applied 001_users.sql",
                        "migrator: applied 2 migrations",
                        "auditMigrator: applied 1 migration",
                        AotApplication.GREETING);
        assertThat(db.query("SELECT name FROM tb_user")).containsExactly("ada");
        assertThat(audit.query("SELECT version FROM fraiseql_migrations")).containsExactly("001_trail");
    }

    @Test
    void itIsAJobWhereverItIsToldToBeOne() {
        assertThat(run(0, "--fraiseql.migrate.exit-after-run=true"))
                .contains("migrator: applied 2 migrations")
                .doesNotContain(AotApplication.GREETING);
    }

    @Test
    void aDatabaseThatItWasProcessedWithoutIsNotLeftOutInSilence() {
        assertThat(run(1, "--fraiseql.migrate.databases.late.url=" + audit.url()))
                .contains("The application has been processed ahead of time without the database 'late'.")
                .doesNotContain("Applied");
    }

    @Test
    void theHintsAreForItsLocations() throws IOException {
        assertThat(application.reachabilityMetadata().replace("\\/", "/")).contains("db/shop/*.sql", "db/audit/*.sql");
    }

    private String run(int exitCode, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        Arrays.stream(dataSource()).map(property -> "--" + property).forEach(all::add);
        all.add("--fraiseql.migrate.databases.audit.url=" + audit.url());
        all.add("--fraiseql.migrate.databases.audit.user=" + audit.user());
        all.add("--fraiseql.migrate.databases.audit.password=" + audit.password());
        ApplicationProcess process = application.start(all);
        String output = String.join("\n", process.output());
        assertThat(process.exitCode()).as(output).isEqualTo(exitCode);
        return output;
    }
}
