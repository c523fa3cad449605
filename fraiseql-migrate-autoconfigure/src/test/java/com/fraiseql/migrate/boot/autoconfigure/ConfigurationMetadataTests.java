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

    @SuppressWarnings("unchecked")
    static Map<String, Map<?, ?>> load() {
        try (InputStream file = Objects.requireNonNull(
                ConfigurationMetadataTests.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            Map<String, Object> json =
                    JsonParserFactory.getJsonParser().parseMap(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            Map<String, Map<?, ?>> byName = new TreeMap<>();
            for (Object entry : (List<Object>) Objects.requireNonNull(json.get("properties"))) {
                Map<?, ?> property = (Map<?, ?>) entry;
                byName.put((String) Objects.requireNonNull(property.get("name")), property);
            }
            return byName;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
