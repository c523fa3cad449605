// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.url.ConnectionProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a YAML file into dotted keys, one map for each document. */
final class YamlReader {

    /** Placeholders of Maven's resource filter in Spring Boot projects, which are not valid YAML unless quoted. */
    private static final Pattern MAVEN_TOKEN = Pattern.compile("(?m)(:\\s+|-\\s+)(@[\\w.\\-]+@)");

    private YamlReader() {}

    static List<Map<String, String>> read(Path file, String name) {
        List<Map<String, String>> documents = new ArrayList<>();
        try {
            String text = MAVEN_TOKEN.matcher(Files.readString(file)).replaceAll("$1'$2'");
            for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text)) {
                Map<String, String> values = new LinkedHashMap<>();
                flatten("", document, values);
                documents.add(values);
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            int column = e.getProblemMark() == null ? 0 : e.getProblemMark().getColumn() + 1;
            throw new ConnectionProblem(
                    new SourceLocation(name, line, column),
                    name + " is not YAML: " + e.getProblem() + ".",
                    "Correct that line.");
        } catch (IOException | YAMLException e) {
            throw new ConnectionProblem(name + " cannot be read: " + e.getMessage(), "Correct the file.");
        }
        return documents;
    }

    private static void flatten(String prefix, @Nullable Object node, Map<String, String> values) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> flatten(prefix.isEmpty() ? key + "" : prefix + "." + key, value, values));
        } else if (node instanceof List<?> list) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                flatten(prefix + "[" + i + "]", list.get(i), values);
                texts.add(String.valueOf(list.get(i)));
            }
            values.put(prefix, String.join(",", texts));
        } else if (node != null) {
            values.put(prefix, node.toString());
        }
    }
}
