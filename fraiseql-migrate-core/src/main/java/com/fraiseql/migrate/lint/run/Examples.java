// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.lint.Finding.RuleName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The examples of a rule. A line {@code -- file NAME} begins the next file of an example.
 *
 * @param setup what has been applied before; {@code null} if the tables of all examples are enough
 * @param bad what the rule finds
 * @param good the same without a finding
 */
public record Examples(@Nullable String setup, String bad, String good) {

    private static final String FOLDER = "/com/fraiseql/migrate/lint/";
    private static final String FILE = "-- file ";

    /**
     * Reads them.
     *
     * @throws IllegalStateException if the rule has none
     */
    public static Examples of(RuleName rule) {
        String bad = read(rule.id() + "/bad.sql");
        String good = read(rule.id() + "/good.sql");
        if (bad == null || good == null) {
            throw new IllegalStateException("The rule " + rule + " has no bad.sql or no good.sql.");
        }
        return new Examples(read(rule.id() + "/setup.sql"), bad, good);
    }

    /** The tables that all examples are about. */
    public static String tables() {
        String tables = read("tables.sql");
        if (tables == null) {
            throw new IllegalStateException("There is no tables.sql.");
        }
        return tables;
    }

    /** The files of an example, in their order. */
    public static List<String> files(String example) {
        List<String> files = new ArrayList<>();
        StringBuilder file = new StringBuilder();
        for (String line : example.lines().toList()) {
            if (line.startsWith(FILE) && !file.toString().isBlank()) {
                files.add(file.toString());
                file.setLength(0);
            }
            file.append(line).append('\n');
        }
        files.add(file.toString());
        return files;
    }

    private static @Nullable String read(String name) {
        try (InputStream stream = Examples.class.getResourceAsStream(FOLDER + name)) {
            return stream == null ? null : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
