// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine's advice in the words of an application that has no command line. */
class SpringWordingTests {

    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    /** A command that is named with its program is meant, options included: there is no property for it. */
    private static final Pattern OF_THE_COMMAND = Pattern.compile(
            "run up again|[Ss]tart (it )?again|policy to|with the [a-z-]+ options?|the [a-z-]+ option\\b"
                    + "|leave the option|(?<!fraiseql migrate (?:sync |cascade |ivm (?:verify )?))--"
                    + "(?!exclude-table|drop-)[a-z]{2}"
                    + "|transaction = ");

    private static final Pattern OF_A_PROPERTY = Pattern.compile("fraiseql\\.migrate\\.[a-z]");
    private static final Pattern TWICE = Pattern.compile("(fraiseql\\.migrate\\.[a-z.-]+)\\W+\\1\\b");
    private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set the out-of-order policy to apply. | set fraiseql.migrate.out-of-order=apply.",
                "allow it with --out-of-order apply (fraiseql.migrate.out-of-order). | allow it with "
                        + "fraiseql.migrate.out-of-order=apply.",
                "set the missing policy to warn. | set fraiseql.migrate.missing=warn.",
                "raise lock-timeout or lock-wait, and run up again. |"
                        + " raise fraiseql.migrate.lock-timeout or fraiseql.migrate.lock-wait, and start the "
                        + "application again.",
                "Start it again: it goes on at unit 2. | Start the application again: it goes on at unit 2.",
                "Give a zone (fraiseql.migrate.time-zone, or --time-zone). | Give a zone (fraiseql.migrate.time-zone).",
                "correct the search_path, or set the schema option. | correct the search_path, or set "
                        + "fraiseql.migrate.schema.",
                "Correct the schema (fraiseql.migrate.schema, --schema), or create it. | Correct the schema "
                        + "(fraiseql.migrate.schema), or create it.",
                "Name its schema with --schema (fraiseql.migrate.schema). | Name its schema with "
                        + "fraiseql.migrate.schema.",
                "Apply it with --transaction migration (fraiseql.migrate.transaction). | Apply it with "
                        + "fraiseql.migrate.transaction=migration.",
                "raise --lock-timeout (fraiseql.migrate.lock-timeout) or --lock-wait (fraiseql.migrate.lock-wait). |"
                        + " raise fraiseql.migrate.lock-timeout or fraiseql.migrate.lock-wait.",
                "with fraiseql.migrate.lock-wait=1m nothing changes | with fraiseql.migrate.lock-wait=1m nothing "
                        + "changes",
            })
    void optionsAreProperties(String engine, String spring) {
        assertThat(SpringWording.translated(engine)).isEqualTo(spring);
    }

    @Test
    void noSentenceOfTheEngineKeepsTheWordsOfTheCommand() throws IOException {
        List<String> sentences;
        try (Stream<Path> files = Files.walk(Path.of("../fraiseql-migrate-core/src/main/java"))) {
            sentences = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(SpringWordingTests::texts)
                    .filter(text -> OF_THE_COMMAND.matcher(text).find()
                            || OF_A_PROPERTY.matcher(text).find())
                    .toList();
        }
        assertThat(sentences)
                .isNotEmpty()
                .allSatisfy(text -> assertThat(SpringWording.translated(text))
                        .doesNotContainPattern(OF_THE_COMMAND)
                        .doesNotContainPattern(TWICE));
    }

    @Test
    void aCommandIsNamedWithItsProgram() throws IOException {
        Pattern bare = Pattern.compile(
                "(?<!migrate )(?<!`)\\bunmark\\b|(?<!migrate )\\bbaseline VERSION|\\b[Rr]un down (?!again)|as "
                        + "status shows");
        try (Stream<Path> files = Files.walk(Path.of("../fraiseql-migrate-core/src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .flatMap(SpringWordingTests::texts)
                            .filter(text ->
                                    text.contains(" ") && bare.matcher(text).find()))
                    .isEmpty();
        }
    }

    private static Stream<String> texts(Path file) {
        try {
            return TEXT
                    .matcher(CONCATENATION.matcher(Files.readString(file)).replaceAll(""))
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
