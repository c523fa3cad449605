// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.failure.MigrateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectConfigTests {

    @TempDir
    Path project;

    private final Map<String, String> env = new HashMap<>();

    private @Nullable String find(String key) {
        return ProjectConfig.of(new Surroundings(env, project, project, "tina"))
                .find(key)
                .map(ProjectConfig.Value::text)
                .orElse(null);
    }

    private void file(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void withoutFilesThereIsNothing() {
        assertThat(find("fraiseql.migrate.schema")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fraiseql.properties",
                "config/fraiseql.properties",
                "application.properties",
                "config/application.properties",
                "src/main/resources/application.properties",
            })
    void propertiesAreRead(String name) throws IOException {
        file(name, "fraiseql.migrate.schema = größe\n");
        assertThat(find("fraiseql.migrate.schema")).isEqualTo("größe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application.yml",
                "application.yaml",
                "config/application.yml",
                "src/main/resources/application.yml",
                "src/main/resources/config/application.yml",
            })
    void yamlIsRead(String name) throws IOException {
        file(name, "fraiseql:\n  migrate:\n    schema: app\n    lockTimeout: 3s\n");
        assertThat(find("fraiseql.migrate.schema")).isEqualTo("app");
        assertThat(find("fraiseql.migrate.lock-timeout")).isEqualTo("3s");
    }

    @Test
    void theOrderIsSpringBoots() throws IOException {
        file("src/main/resources/application.yml", "a.b: resources-yml\n");
        assertThat(find("a.b")).isEqualTo("resources-yml");
        file("src/main/resources/application.properties", "a.b=resources\n");
        assertThat(find("a.b")).isEqualTo("resources");
        file("application.yml", "a.b: root\n");
        assertThat(find("a.b")).isEqualTo("root");
        file("config/application.yml", "a.b: config\n");
        assertThat(find("a.b")).isEqualTo("config");
        file("fraiseql.properties", "a.b=own\n");
        assertThat(find("a.b")).isEqualTo("own");
        env.put("A_B", "environment");
        assertThat(find("a.b")).isEqualTo("environment");
    }

    @Test
    void aVariableStandsForAKeyWithoutItsDashes() {
        env.put("FRAISEQL_MIGRATE_LOCKTIMEOUT", "7s");
        assertThat(find("fraiseql.migrate.lock-timeout")).isEqualTo("7s");
    }

    @Test
    void aDocumentForAProfileCountsOnlyIfTheProfileIsActive() throws IOException {
        file("application.yml", """
                a.b: always
                ---
                spring.config.activate.on-profile: production
                a.b: production
                """);
        assertThat(find("a.b")).isEqualTo("always");
        env.put("SPRING_PROFILES_ACTIVE", "dev, production");
        assertThat(find("a.b")).isEqualTo("production");
    }

    @Test
    void aFileForAProfileCountsOnlyIfTheProfileIsActive() throws IOException {
        file("application.properties", "a.b=always\n");
        file("application-production.properties", "a.b=production\n");
        assertThat(find("a.b")).isEqualTo("always");
        env.put("SPRING_PROFILES_ACTIVE", "production");
        assertThat(find("a.b")).isEqualTo("production");
    }

    @Test
    void documentsInPropertiesAreToldApart() throws IOException {
        file("application.properties", """
                a.b=always
                #---
                spring.config.activate.on-profile=production
                a.b=production
                #---
                a.c=last
                """);
        assertThat(find("a.b")).isEqualTo("always");
        assertThat(find("a.c")).isEqualTo("last");
    }

    @Test
    void placeholdersAreResolved() throws IOException {
        env.put("HOST", "db");
        file("application.properties", """
                one=${HOST}
                two=${NOPE:fallback}
                three=${NOPE:${HOST}:1}
                four=a${one}b${two}c
                five=${NOPE:jdbc:postgresql://h:1/x}
                six=${my.own-key}
                my.ownKey=relaxed
                """);
        assertThat(find("one")).isEqualTo("db");
        assertThat(find("two")).isEqualTo("fallback");
        assertThat(find("three")).isEqualTo("db:1");
        assertThat(find("four")).isEqualTo("adbbfallbackc");
        assertThat(find("five")).isEqualTo("jdbc:postgresql://h:1/x");
        assertThat(find("six")).isEqualTo("relaxed");
    }

    @Test
    void aPlaceholderWithoutAValueIsAnErrorThatNamesItAndTheFile() throws IOException {
        file("application.properties", "one=${DB_HOST}\n");
        assertThatThrownBy(() -> find("one"))
                .hasMessageContaining("${DB_HOST}")
                .hasMessageContaining("application.properties");
    }

    @Test
    void aPlaceholderThatMeansItselfIsAnError() throws IOException {
        file("application.properties", "one=${two}\ntwo=${one}\n");
        assertThatThrownBy(() -> find("one")).hasMessageContaining("itself");
    }

    @Test
    void aKeyThatNobodyAsksForMayHoldAnything() throws IOException {
        file("application.properties", "one=${NOPE}\ntwo=2\n");
        assertThat(find("two")).isEqualTo("2");
    }

    @Test
    void mavensTokensDoNotBreakTheFile() throws IOException {
        file("application.yml", "info:\n  version: @project.version@\na:\n  b: c\n");
        assertThat(find("a.b")).isEqualTo("c");
    }

    @Test
    void brokenYamlIsAnErrorWithItsLine() throws IOException {
        file("application.yml", "a:\n  b: c\n d: [\n");
        assertThatThrownBy(() -> find("a.b"))
                .isInstanceOfSatisfying(
                        MigrateException.class,
                        e -> assertThat(e.location().orElseThrow().line()).isGreaterThanOrEqualTo(3));
    }

    @Test
    void aListIsJoined() throws IOException {
        file("application.yml", "fraiseql.migrate.locations:\n  - classpath:a\n  - classpath:b\n");
        assertThat(find("fraiseql.migrate.locations")).isEqualTo("classpath:a,classpath:b");
    }

    @Test
    void theFileItselfMaySayWhichProfilesAreActive() throws IOException {
        file("application.properties", "spring.profiles.active=${STAGE:dev}\na.b=always\n");
        file("application-dev.yml", "a.b: dev\n");
        file("application-production.yml", "a.b: production\n");
        assertThat(find("a.b")).isEqualTo("dev");
        env.put("STAGE", "production");
        assertThat(find("a.b")).isEqualTo("production");
        env.put("SPRING_PROFILES_ACTIVE", "other");
        assertThat(find("a.b")).as("the variable comes before the file").isEqualTo("always");
    }

    @Test
    void profilesMayBeIncludedAndGrouped() throws IOException {
        file("application.yml", """
                spring.profiles:
                  include: common
                  active:
                    - production
                  group:
                    production: database,metrics
                ---
                spring.config.activate.on-profile: common
                a: common
                b: common
                ---
                spring.config.activate.on-profile: database
                b: database
                """);
        assertThat(find("a")).isEqualTo("common");
        assertThat(find("b")).isEqualTo("database");
    }

    @Test
    void withoutAProfileTheDefaultOneIsActive() throws IOException {
        file("application.properties", "a.b=always\n");
        file("application-default.properties", "a.b=default\n");
        assertThat(find("a.b")).isEqualTo("default");
        env.put("SPRING_PROFILES_ACTIVE", "x");
        assertThat(find("a.b")).isEqualTo("always");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "production; true",
                "staging; false",
                "!staging; true",
                "production & eu; true",
                "production & us; false",
                "production & !us; true",
                "(us | eu) & production; true",
                "!(us | eu); false",
                "staging, eu; true",
                "staging, us; false",
            })
    void anExpressionOfProfilesIsEvaluated(String expression, boolean active) throws IOException {
        env.put("SPRING_PROFILES_ACTIVE", "production,eu");
        file("application.yml", "---\nspring.config.activate.on-profile: \"" + expression + "\"\na.b: there\n");
        assertThat(find("a.b") != null).isEqualTo(active);
    }

    @Test
    void whatIsNotReadIsSaid() throws IOException {
        file("application.yml", """
                spring.config.import: optional:file:.env[.properties]
                ---
                spring.config.activate.on-profile: production
                spring.datasource.url: jdbc:postgresql://db/x
                """);
        file("application-dev.properties", "spring.datasource.url=jdbc:postgresql://dev/x\n");
        file("application-other.properties", "a.b=c\n");
        env.put("SPRING_APPLICATION_JSON", "{}");
        assertThat(ProjectConfig.of(new Surroundings(env, project, project, "tina"))
                        .notRead("spring.datasource.url"))
                .containsExactly(
                        "application.yml sets spring.datasource.url for the profile production, which is not active"
                                + " (active: default).",
                        "application-dev.properties sets spring.datasource.url for the profile dev, which is not active"
                                + " (active: default).",
                        "This command does not read spring.config.import in application.yml.",
                        "This command does not read SPRING_APPLICATION_JSON.");
    }

    @Test
    void aListMayHaveNumbers() throws IOException {
        file("application.properties", "a.list[0]=x,y\na.list[1]=z\n");
        assertThat(list("a.list")).containsExactly("x,y", "z");
        file("application.yml", "b:\n  list:\n    - ${ONE:1}\n    - '2'\n");
        assertThat(list("b.list")).containsExactly("1", "2");
        file("config/application.properties", "b.list=3, 4\n");
        assertThat(list("b.list")).containsExactly("3", "4");
        env.put("B_LIST", "5");
        assertThat(list("b.list")).containsExactly("5");
        assertThat(list("c.list")).isEmpty();
    }

    private List<String> list(String key) {
        return ProjectConfig.of(new Surroundings(env, project, project, "tina")).list(key).stream()
                .map(ProjectConfig.Value::text)
                .toList();
    }

    @Test
    void theKeysBelowAKeyKeepTheirSpelling() throws IOException {
        file("application.yml", """
                fraiseql:
                  migrate:
                    placeholders:
                      app_role: yaml
                      tableSpace: fast
                      "[a.b]": dotted
                """);
        file("config/application.properties", "fraiseql.migrate.placeholders.app_role=properties\n");
        env.put("FRAISEQL_MIGRATE_PLACEHOLDERS_TABLESPACE", "faster");
        env.put("FRAISEQL_MIGRATE_PLACEHOLDERS_OWNER", "tom");
        Map<String, String> found = new HashMap<>();
        ProjectConfig.of(new Surroundings(env, project, project, "tina"))
                .below("fraiseql.migrate.placeholders")
                .forEach((key, value) -> found.put(key, value.text()));
        assertThat(found)
                .isEqualTo(Map.of("app_role", "properties", "tableSpace", "faster", "a.b", "dotted", "owner", "tom"));
    }
}
