// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.source.DirectorySource;
import com.fraiseql.migrate.source.ResourceSource;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code docs/errors.md} has every code, in the order of {@link FailureCode}, and says of each what it means and what
 * to do.
 */
class ErrorsDocumentTests {

    private static final String DOCUMENT = Documents.read("docs/errors.md");

    @TempDir
    Path directory;

    @Test
    void theDocumentHasEveryCodeAndNoOther() {
        List<String> headings = Pattern.compile("^### (.+)$", Pattern.MULTILINE)
                .matcher(DOCUMENT)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(headings)
                .containsExactlyElementsOf(
                        Stream.of(FailureCode.values()).map(Enum::name).toList());
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeHasAMeaningARemedyAndAnExample(FailureCode code) {
        String section = sectionOf(code);

        assertThat(section).containsSubsequence("**Meaning.** ", "**What to do.** ", "**Example.**");
        assertThat(section.substring(section.indexOf("**Example.**") + "**Example.**".length()))
                .isNotBlank();
    }

    @Test
    void theExampleOfADuplicateIsWhatTheEngineSays() throws IOException {
        files("003_add_indexes.sql", "003_add_users.sql");

        assertThatTheDocumentShows(FailureCode.DUPLICATE_VERSION, failureHere());
    }

    @Test
    void theExampleOfABadNameIsWhatTheEngineSays() throws IOException {
        files("V1__create_user.sql");

        assertThatTheDocumentShows(FailureCode.BAD_FILE_NAME, failureHere());
    }

    @Test
    void theExampleOfAMissingLocationIsWhatTheEngineSays() throws IOException {
        try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
            assertThatTheDocumentShows(
                    FailureCode.LOCATION_MISSING,
                    catchThrowableOfType(
                            MigrateException.class,
                            () -> new ResourceSource(List.of("classpath:migrations/"), nothing, true).load()));
        }
    }

    @Test
    void theExampleOfABadConfigurationIsWhatTheEngineSays() {
        assertThatTheDocumentShows(
                FailureCode.BAD_CONFIGURATION,
                catchThrowableOfType(
                        MigrateException.class,
                        () -> new ResourceSource(
                                List.of("filesystem:/srv/sql"), getClass().getClassLoader(), true)));
    }

    private void assertThatTheDocumentShows(FailureCode code, MigrateException failure) {
        assertThat(failure.code()).isEqualTo(code);
        assertThat(sectionOf(code)).contains(failure.render().replace(directory.toString(), "migrations"));
    }

    private MigrateException failureHere() {
        return catchThrowableOfType(MigrateException.class, () -> new DirectorySource(directory).load());
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(directory.resolve(name), "SELECT 1;");
        }
    }

    private static String sectionOf(FailureCode code) {
        int start = DOCUMENT.indexOf("### " + code.name() + "\n");
        assertThat(start).as(code.name()).isNotNegative();
        int end = DOCUMENT.indexOf("\n##", start + 1);
        return end < 0 ? DOCUMENT.substring(start) : DOCUMENT.substring(start, end);
    }
}
