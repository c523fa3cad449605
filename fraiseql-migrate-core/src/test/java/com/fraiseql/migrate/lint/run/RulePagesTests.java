// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.lint.rule.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/lint} is what the rules say of themselves. {@code -Ddocs.write} writes it again. */
class RulePagesTests {

    private static final Path FOLDER = Path.of("..", "docs", "lint");

    @Test
    void thePagesAreWhatTheRulesSay() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        for (Rule rule : Rules.all()) {
            pages.put(rule.info().name().id() + ".md", RulePage.of(rule));
        }
        pages.put("README.md", index());
        if (System.getProperty("docs.write") != null) {
            write(pages);
        }

        assertThat(files())
                .as("run this test with -Ddocs.write to make them again")
                .isEqualTo(pages);
    }

    private static String index() {
        List<String> rows = Rules.all().stream().map(RulePage::row).toList();
        return """
                # Rules of the linter

                Migrations are reviewed with these rules. A comment above a statement makes an exception of it:
                `-- fraiseql:allow L101 "reason"`. Above the first statement the comment is for the whole file.

                | Rule | Name | Level | What happens |
                |---|---|---|---|
                %s

                ## The tables of the examples

                ```sql
                %s
                ```
                """.formatted(String.join("\n", rows), Examples.tables().strip());
    }

    private static void write(Map<String, String> pages) throws IOException {
        Files.createDirectories(FOLDER);
        for (String old : files().keySet()) {
            Files.delete(FOLDER.resolve(old));
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
        }
    }

    private static Map<String, String> files() throws IOException {
        if (!Files.exists(FOLDER)) {
            return Map.of();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.collect(Collectors.toMap(
                    path -> path.getFileName().toString(), RulePagesTests::read, (one, other) -> one, TreeMap::new));
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
