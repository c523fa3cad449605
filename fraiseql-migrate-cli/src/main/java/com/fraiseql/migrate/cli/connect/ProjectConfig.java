// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the project's own files say, by Spring Boot's rules as far as they concern a handful of keys: the environment
 * ({@code SPRING_DATASOURCE_URL}) before files, {@code config/} before the project's root before {@code src/main/resources},
 * a profile's file or document only if {@code SPRING_PROFILES_ACTIVE} names the profile, {@code ${NAME:default}} resolved.
 *
 * <p>A file is read when the first key is asked for, and a YAML reader is loaded only if there is a YAML file.
 */
public final class ProjectConfig {

    /** A value and the file or variable that it comes from. */
    public record Value(String text, String origin) {}

    private static final List<String> FOLDERS =
            List.of("config", "", "src/main/resources/config", "src/main/resources");
    private static final List<String> ENDINGS = List.of(".properties", ".yml", ".yaml");
    private static final int NESTING = 20;

    private final Surroundings surroundings;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private boolean read;

    private ProjectConfig(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static ProjectConfig of(Surroundings surroundings) {
        return new ProjectConfig(surroundings);
    }

    /**
     * A key's value, placeholders resolved.
     *
     * @param key in Spring Boot's canonical form, {@code fraiseql.migrate.lock-timeout}
     */
    public Optional<Value> find(String key) {
        return raw(key).map(value -> new Value(expand(value.text(), value.origin(), 0), value.origin()))
                .filter(value -> !value.text().isBlank());
    }

    private Optional<Value> raw(String key) {
        String variable = key.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT);
        Optional<String> set = surroundings.variable(variable);
        if (set.isPresent()) {
            return Optional.of(new Value(set.get(), variable));
        }
        if (!read) {
            read = true;
            readFiles();
        }
        return Optional.ofNullable(values.get(uniform(key)));
    }

    private void readFiles() {
        List<String> profiles = surroundings
                .variable("SPRING_PROFILES_ACTIVE")
                .map(text -> Arrays.stream(text.split(",")).map(String::strip).toList())
                .orElse(List.of());
        Set<String> active = new HashSet<>(profiles);
        // the first file that has a key wins: our own file, then those of profiles (the last one named first), then the
        // others
        List<String> stems = new ArrayList<>();
        stems.add("fraiseql");
        for (int i = profiles.size() - 1; i >= 0; i--) {
            stems.add("application-" + profiles.get(i));
        }
        stems.add("application");
        for (String stem : stems) {
            for (String folder : FOLDERS) {
                for (String ending : ENDINGS) {
                    if (stem.equals("fraiseql") && !ending.equals(".properties")) {
                        continue;
                    }
                    String name = folder.isEmpty() ? stem + ending : folder + "/" + stem + ending;
                    Path file = surroundings.directory().resolve(name);
                    if (Files.isRegularFile(file)) {
                        load(file, name, active);
                    }
                }
            }
        }
    }

    private void load(Path file, String name, Set<String> active) {
        List<Map<String, String>> documents =
                name.endsWith(".properties") ? PropertiesReader.read(file, name) : YamlReader.read(file, name);
        // within a file the last document wins
        for (int i = documents.size() - 1; i >= 0; i--) {
            Map<String, String> document = new LinkedHashMap<>();
            documents.get(i).forEach((key, value) -> document.put(uniform(key), value));
            if (isActive(document, active)) {
                document.forEach((key, value) -> values.putIfAbsent(key, new Value(value, name)));
            }
        }
    }

    /** A document for profiles counts if one of them is active; one for an expression of profiles never does. */
    private static boolean isActive(Map<String, String> document, Set<String> active) {
        String profiles = document.get("spring.config.activate.onprofile");
        if (profiles == null) {
            return !document.containsKey("spring.config.activate.oncloudplatform");
        }
        return Arrays.stream(profiles.split(",")).map(String::strip).anyMatch(active::contains);
    }

    /** Spring Boot's relaxed names: {@code lock-timeout}, {@code lockTimeout} and {@code lock_timeout} are one. */
    private static String uniform(String key) {
        StringBuilder name = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c != '-' && c != '_') {
                name.append(Character.toLowerCase(c));
            }
        }
        return name.toString();
    }

    private String expand(String text, String origin, int depth) {
        int start = text.indexOf("${");
        if (start < 0) {
            return text;
        }
        if (depth > NESTING) {
            throw new ConnectionProblem(
                    "A placeholder in " + origin + " leads back to itself.", "Give it a value of its own.");
        }
        int end = closing(text, start);
        if (end < 0) {
            return text;
        }
        String inner = text.substring(start + 2, end);
        int colon = colonOutside(inner);
        String name = expand(colon < 0 ? inner : inner.substring(0, colon), origin, depth + 1);
        Optional<String> value = surroundings.variable(name).or(() -> raw(name).map(Value::text));
        String replacement;
        if (value.isPresent()) {
            replacement = expand(value.get(), origin, depth + 1);
        } else if (colon >= 0) {
            replacement = expand(inner.substring(colon + 1), origin, depth + 1);
        } else {
            throw new ConnectionProblem(
                    "The placeholder ${" + name + "} in " + origin + " has no value.",
                    "Set the environment variable " + name + ", or give --url.");
        }
        return text.substring(0, start) + replacement + expand(text.substring(end + 1), origin, depth);
    }

    private static int closing(String text, int start) {
        int open = 0;
        for (int i = start; i < text.length(); i++) {
            if (text.startsWith("${", i)) {
                open++;
            } else if (text.charAt(i) == '}' && --open == 0) {
                return i;
            }
        }
        return -1;
    }

    private static int colonOutside(String inner) {
        int open = 0;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (inner.startsWith("${", i)) {
                open++;
            } else if (c == '}') {
                open--;
            } else if (c == ':' && open == 0) {
                return i;
            }
        }
        return -1;
    }
}
