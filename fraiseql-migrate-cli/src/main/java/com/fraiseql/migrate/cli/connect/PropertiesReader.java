// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import com.fraiseql.migrate.url.ConnectionProblem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Reads a {@code .properties} file as Spring Boot does: UTF-8, and {@code #---} between documents. */
final class PropertiesReader {

    private PropertiesReader() {}

    static List<Map<String, String>> read(Path file, String name) {
        List<Map<String, String>> documents = new ArrayList<>();
        StringBuilder document = new StringBuilder();
        try {
            for (String line : lines(file)) {
                if (line.equals("#---") || line.equals("!---")) {
                    documents.add(parse(document.toString()));
                    document.setLength(0);
                } else {
                    document.append(line).append('\n');
                }
            }
            documents.add(parse(document.toString()));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConnectionProblem(
                    name + " cannot be read: " + e.getMessage(), "Correct the file, or give --url and run elsewhere.");
        }
        return documents;
    }

    /** UTF-8, as far as it is; otherwise Latin-1, which Spring Boot reads {@code application.properties} as. */
    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        }
    }

    private static Map<String, String> parse(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> values = new HashMap<>();
        properties.forEach((key, value) -> values.put((String) key, ((String) value).strip()));
        return values;
    }
}
