// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** What an editor shows its user, read from the file that is published. */
class ConfigurationMetadataTests {

    private final Map<String, Map<?, ?>> properties = load();

    @Test
    void everyPropertyHasADescription() {
        assertThat(properties)
                .isNotEmpty()
                .allSatisfy((name, property) -> assertThat(property.get("description"))
                        .as(name)
                        .isInstanceOfSatisfying(
                                String.class,
                                text -> assertThat(text)
                                        .endsWith(".")
                                        .doesNotStartWith("The ")
                                        .doesNotStartWith("A ")));
    }

    @Test
    void theDefaultsAreInIt() {
        assertThat(defaultOf("fraiseql.migrate.locations")).isEqualTo("classpath:migrations/");
        assertThat(defaultOf("fraiseql.migrate.table")).isEqualTo("fraiseql_migrations");
        assertThat(defaultOf("fraiseql.migrate.lock-timeout")).isEqualTo("1s");
        assertThat(defaultOf("fraiseql.migrate.mode")).isEqualTo("up");
        assertThat(defaultOf("fraiseql.migrate.enabled")).isEqualTo(true);
    }

    @Test
    void theDefaultsInItAreThoseThatHold() {
        Map<String, String> written = new TreeMap<>();
        properties.forEach((name, property) -> {
            if (name.startsWith(FraiseqlMigrateProperties.PREFIX) && property.get("defaultValue") != null) {
                written.put(name, property.get("defaultValue").toString());
            }
        });
        assertThat(written).hasSizeGreaterThan(20);
        assertThat(FraiseqlMigratePropertiesTests.bind(written))
                .isEqualTo(FraiseqlMigratePropertiesTests.bind(Map.of()));
    }

    @Test
    void whatIsNotWrittenDownHasNoDefault() {
        assertThat(properties.entrySet().stream()
                        .filter(property -> property.getKey().startsWith(FraiseqlMigrateProperties.PREFIX))
                        .filter(property -> property.getValue().get("defaultValue") == null)
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "fraiseql.migrate.cascade.caches",
                        "fraiseql.migrate.databases",
                        "fraiseql.migrate.driver-class-name",
                        "fraiseql.migrate.lint.levels",
                        "fraiseql.migrate.lint.server-version",
                        "fraiseql.migrate.other-tools",
                        "fraiseql.migrate.password",
                        "fraiseql.migrate.placeholders",
                        "fraiseql.migrate.schema",
                        "fraiseql.migrate.sync.connections",
                        "fraiseql.migrate.sync.exclude",
                        "fraiseql.migrate.sync.schemas",
                        "fraiseql.migrate.url",
                        "fraiseql.migrate.user");
    }

    @Test
    void anEditorOffersTheModesAndSaysWhatTheyDo() {
        assertThat(hint("fraiseql.migrate.mode")).containsOnlyKeys("up", "validate", "off");
        assertThat(hint("fraiseql.migrate.sync.mode")).containsOnlyKeys("startup", "background", "off");
        assertThat(hint("fraiseql.migrate.ivm.mode")).containsOnlyKeys("off", "recommend", "apply");
        assertThat(hint("fraiseql.migrate.cascade.mode")).containsOnlyKeys("off", "notify", "outbox");
        assertThat(hint("fraiseql.migrate.lint.mode")).containsOnlyKeys("off", "warn", "fail");
        assertThat(hint("fraiseql.migrate.transaction")).containsOnlyKeys("migration", "all");
        assertThat(hint("fraiseql.migrate.locations")).containsKey("classpath:migrations/");
        assertThat(hint("fraiseql.migrate.mode").values())
                .allSatisfy(text -> assertThat(text).endsWith("."));
    }

    @Test
    void theEndpointHasItsProperties() {
        assertThat(properties)
                .containsKeys(
                        "management.endpoint.migrations.access", "management.endpoint.migrations.cache.time-to-live");
    }

    @Test
    void everyPropertyIsInTheDocumentation() throws IOException {
        String document = Files.readString(Path.of("../docs/spring-boot.md"));
        assertThat(properties.keySet())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(document).contains("| `" + name + "` |"));
    }

    @Test
    void theDocumentationHasTheDefaultsOfTheMetadata() throws IOException {
        String document = Files.readString(Path.of("../docs/spring-boot.md"));
        assertThat(properties).allSatisfy((name, property) -> {
            if (property.get("defaultValue") != null) {
                assertThat(document).contains("| `" + name + "` | `" + property.get("defaultValue") + "` |");
            }
        });
    }

    private Object defaultOf(String name) {
        return Objects.requireNonNull(
                Objects.requireNonNull(properties.get(name), name).get("defaultValue"), name);
    }

    private static Map<String, String> hint(String property) {
        Map<String, String> descriptions = new TreeMap<>();
        Map<?, ?> hint = Objects.requireNonNull(section("hints").get(property), property);
        for (Object value : (List<?>) Objects.requireNonNull(hint.get("values"))) {
            Map<?, ?> entry = (Map<?, ?>) value;
            descriptions.put((String) entry.get("value"), (String) entry.get("description"));
        }
        return descriptions;
    }

    static Map<String, Map<?, ?>> load() {
        return section("properties");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<?, ?>> section(String section) {
        try (InputStream file = Objects.requireNonNull(
                ConfigurationMetadataTests.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            Map<String, Object> json =
                    JsonParserFactory.getJsonParser().parseMap(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            Map<String, Map<?, ?>> byName = new TreeMap<>();
            for (Object entry : (List<Object>) Objects.requireNonNull(json.get(section))) {
                Map<?, ?> property = (Map<?, ?>) entry;
                byName.put((String) Objects.requireNonNull(property.get("name")), property);
            }
            return byName;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
