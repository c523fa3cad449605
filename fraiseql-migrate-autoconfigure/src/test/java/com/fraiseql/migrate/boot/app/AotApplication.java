// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.app;

import com.fraiseql.migrate.boot.MigratorCustomizer;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.source.CodeMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** An application with a bean of each kind that takes part in migrating. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class AotApplication {

    static final String GREETING = "hello from what was processed";

    public static void main(String[] args) {
        SpringApplication.run(AotApplication.class, args);
    }

    @Bean
    CommandLineRunner greeting() {
        return args -> System.out.println(GREETING);
    }

    @Bean
    MigratorCustomizer customizer() {
        return (builder, database) -> System.out.println("customized " + database);
    }

    @Bean
    MigrationListener listener() {
        return new Announcing();
    }

    @Bean
    CodeMigration addAda() {
        return new AddAda();
    }

    static final class Announcing implements MigrationListener {

        @Override
        public void beforeRun(List<String> pendingVersions) {
            System.out.println("about to apply " + pendingVersions);
        }
    }

    static final class AddAda implements CodeMigration {

        @Override
        public String version() {
            return "002_add_ada";
        }

        @Override
        public void migrate(Connection connection) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute("INSERT INTO tb_user VALUES ('ada')");
            }
        }
    }
}
