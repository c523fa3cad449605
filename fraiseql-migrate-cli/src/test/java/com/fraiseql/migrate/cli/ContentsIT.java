// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What is in the file that is handed on: whose software, and under which licence. */
class ContentsIT {

    @Test
    void itHasItsLicenceAndItsNotice() throws IOException {
        try (JarFile executable = new JarFile(Executable.file().toFile())) {
            assertThat(text(executable, "META-INF/LICENSE")).contains("Apache License", "Version 2.0");
            assertThat(text(executable, "META-INF/NOTICE")).startsWith("FraiseQL Migrate");
        }
    }

    @Test
    void itNamesTheSoftwareOfOthersThatIsInIt() throws IOException {
        try (JarFile executable = new JarFile(Executable.file().toFile())) {
            String others = text(executable, "META-INF/THIRD-PARTY");
            List<String> named = others.lines()
                    .map(line -> line.replaceFirst("^  .{25}\\s*(\\S+/)\\s.*$", "$1"))
                    .filter(folder -> folder.endsWith("/") && folder.indexOf(' ') < 0)
                    .toList();
            assertThat(named).hasSizeGreaterThan(5);

            assertThat(executable.stream().map(JarEntry::getName))
                    .filteredOn(name -> name.endsWith(".class"))
                    .allSatisfy(name -> assertThat(name.startsWith("com/fraiseql/")
                                    || named.stream().anyMatch(name::startsWith))
                            .as(name)
                            .isTrue());
            assertThat(named)
                    .allSatisfy(folder -> assertThat(executable.stream())
                            .anyMatch(entry -> entry.getName().startsWith(folder)));
        }
    }

    private static String text(JarFile jar, String name) throws IOException {
        JarEntry entry = Objects.requireNonNull(jar.getJarEntry(name), name);
        try (InputStream content = jar.getInputStream(entry)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
