// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import com.fraiseql.migrate.cli.connect.ProjectFiles.Document;
import com.fraiseql.migrate.cli.connect.ProjectFiles.Setting;
import com.fraiseql.migrate.url.ConnectionProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a few keys from the project's files, by Spring Boot's rules: the environment
 * ({@code SPRING_DATASOURCE_URL}) before {@link ProjectFiles}, {@code ${NAME:default}} resolved. {@link #notRead} names
 * what is not read.
 *
 * <p>A file is read when the first key is asked for, and a YAML reader is loaded only if there is a YAML file.
 */
public final class ProjectConfig {

    /** A value and the file or variable that it comes from. */
    public record Value(String text, String origin) {}

    private static final List<String> ONLY_SPRINGS = List.of(
            "SPRING_CONFIG_LOCATION",
            "SPRING_CONFIG_ADDITIONAL_LOCATION",
            "SPRING_CONFIG_NAME",
            "SPRING_CONFIG_IMPORT",
            "SPRING_APPLICATION_JSON");
    private static final int NESTING = 20;

    private final Surroundings surroundings;
    private @Nullable ProjectFiles files;

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
        return raw(key).map(this::expand).filter(value -> !value.text().isBlank());
    }

    /** A key's values: separated by commas, or with a number in brackets each. */
    public List<Value> list(String key) {
        Optional<Value> together = raw(key);
        List<Value> numbered = new ArrayList<>();
        for (Optional<Value> one = raw(key + "[0]"); one.isPresent(); one = raw(key + "[" + numbered.size() + "]")) {
            numbered.add(expand(one.get()));
        }
        boolean other = together.isPresent()
                && !numbered.isEmpty()
                && !together.get().origin().equals(numbered.get(0).origin());
        if (!numbered.isEmpty() && !other) {
            return numbered;
        }
        return together.map(this::expand).stream()
                .flatMap(value -> Arrays.stream(value.text().split(","))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .map(text -> new Value(text, value.origin())))
                .toList();
    }

    /** The keys below one, as they are written, with their values. */
    public Map<String, Value> below(String key) {
        Map<String, Value> found = new LinkedHashMap<>();
        String prefix = ProjectFiles.uniform(key);
        for (Document document : files().active()) {
            for (Map.Entry<String, Setting> entry : document.settings().entrySet()) {
                String rest = entry.getKey().startsWith(prefix) ? entry.getKey().substring(prefix.length()) : "";
                if (rest.startsWith(".") || rest.startsWith("[")) {
                    Setting setting = entry.getValue();
                    found.putIfAbsent(name(setting.key(), key), expand(new Value(setting.text(), document.file())));
                }
            }
        }
        String variables = variable(key) + "_";
        surroundings.env().forEach((variable, text) -> {
            if (variable.startsWith(variables) && variable.length() > variables.length()) {
                String part = variable.substring(variables.length());
                // a variable has neither lower case nor dashes; a name in a file keeps its spelling
                String name = found.keySet().stream()
                        .filter(other -> letters(other).equals(letters(part)))
                        .findFirst()
                        .orElse(part.toLowerCase(Locale.ROOT).replace('_', '.'));
                found.put(name, expand(new Value(text, variable)));
            }
        });
        return found;
    }

    /** What follows a key of as many parts; {@code [a.b]} is {@code a.b}. */
    private static String name(String written, String key) {
        String rest = written;
        for (long parts = key.chars().filter(c -> c == '.').count(); parts > 0; parts--) {
            rest = rest.substring(rest.indexOf('.') + 1);
        }
        int end = 0;
        while (rest.charAt(end) != '.' && rest.charAt(end) != '[') {
            end++;
        }
        String name = rest.substring(rest.charAt(end) == '.' ? end + 1 : end);
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    private static String letters(String name) {
        return name.replaceAll("[-_.]", "").toUpperCase(Locale.ROOT);
    }

    /**
     * Sentences for the user about sources of these keys that are not read here.
     *
     * @param keys for instance {@code spring.datasource.url}
     */
    public List<String> notRead(String... keys) {
        List<String> sentences = new ArrayList<>(files().notRead(keys));
        for (String variable : ONLY_SPRINGS) {
            if (surroundings.variable(variable).isPresent()) {
                sentences.add("This command does not read " + variable + ".");
            }
        }
        return sentences;
    }

    private static String variable(String key) {
        return key.replace("[", "_")
                .replace("]", "")
                .replace('.', '_')
                .replace("-", "")
                .toUpperCase(Locale.ROOT);
    }

    private Optional<Value> raw(String key) {
        Optional<String> set = surroundings.variable(variable(key));
        if (set.isPresent()) {
            return Optional.of(new Value(set.get(), variable(key)));
        }
        for (Document document : files().active()) {
            String text = document.text(key);
            if (text != null) {
                return Optional.of(new Value(text, document.file()));
            }
        }
        return Optional.empty();
    }

    private ProjectFiles files() {
        ProjectFiles known = files;
        if (known == null) {
            known = new ProjectFiles(
                    surroundings.directory(),
                    key -> surroundings.variable(variable(key)).orElse(null),
                    text -> text.contains("${") ? beforeFiles(text) : text);
            files = known;
        }
        return known;
    }

    /** The active profiles may depend on variables, but not on documents that depend on profiles. */
    private String beforeFiles(String text) {
        return expand(text, "spring.profiles.active", 0, name -> surroundings.variable(name));
    }

    private Value expand(Value value) {
        String text = expand(
                value.text(),
                value.origin(),
                0,
                name -> surroundings.variable(name).or(() -> raw(name).map(Value::text)));
        return new Value(text, value.origin());
    }

    private String expand(String text, String origin, int depth, Function<String, Optional<String>> lookup) {
        int start = text.indexOf("${");
        if (start < 0) {
            return text;
        }
        if (depth > NESTING) {
            throw new ConnectionProblem(
                    "A placeholder in " + origin + " refers to itself.", "Give it a value of its own.");
        }
        int end = closing(text, start);
        if (end < 0) {
            return text;
        }
        String inner = text.substring(start + 2, end);
        int colon = colonOutside(inner);
        String name = expand(colon < 0 ? inner : inner.substring(0, colon), origin, depth + 1, lookup);
        Optional<String> value = lookup.apply(name);
        String replacement;
        if (value.isPresent()) {
            replacement = expand(value.get(), origin, depth + 1, lookup);
        } else if (colon >= 0) {
            replacement = expand(inner.substring(colon + 1), origin, depth + 1, lookup);
        } else {
            throw new ConnectionProblem(
                    "The placeholder ${" + name + "} in " + origin + " has no value.",
                    String.join(
                            " ",
                            sentences(
                                    "Set the environment variable " + name + ", or give --url.",
                                    files == null ? List.of() : notRead())));
        }
        return text.substring(0, start) + replacement + expand(text.substring(end + 1), origin, depth, lookup);
    }

    private static List<String> sentences(String first, List<String> others) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
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
