// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the documents lead somewhere, headings included. */
class LinksTests {

    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

    @Test
    void everyLinkLeadsToAFileAndAHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> documents = documents();
        for (Path document : documents) {
            LINK.matcher(Documents.read(document))
                    .results()
                    .map(match -> match.group(1))
                    .filter(link -> !link.contains("://"))
                    .filter(link -> !leadsSomewhere(document, link))
                    .forEach(link -> broken.add(document + ": " + link));
        }

        assertThat(documents).hasSizeGreaterThan(5);
        assertThat(broken).isEmpty();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> root = Files.list(Documents.REPOSITORY);
                Stream<Path> docs = Files.list(Documents.REPOSITORY.resolve("docs"))) {
            return Stream.concat(root, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean leadsSomewhere(Path document, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? document : document.resolveSibling(file);
        return Files.exists(target)
                && (hash < 0
                        || HEADING.matcher(Documents.read(target))
                                .results()
                                .map(LinksTests::anchor)
                                .anyMatch(link.substring(hash + 1)::equals));
    }

    /** A heading's anchor: lower case, without punctuation, blanks as hyphens. */
    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }
}
