// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNamesTests {

    @Test
    void aNameThatTheLocaleLacksIsReadAsUtf8() {
        assertThat(FileNames.ofUri(URI.create("file:///srv/gr%C3%B6%C3%9Fe/001_gr%C3%B6%C3%9Fe%20a+b.sql")))
                .isEqualTo("001_größe a+b.sql");
    }

    @Test
    void anyOtherNameIsWhatJavaSays() {
        assertThat(FileNames.of(Path.of("a", "001_a+b%20c.sql"))).isEqualTo("001_a+b%20c.sql");
        assertThat(new PathText("001_a.sql", Path.of("a", "001_a.sql")).location())
                .isEqualTo(Path.of("a", "001_a.sql") + "");
    }

    @Test
    void aFileIsOnlySaidToBeTheSameIfItHasNotJustBeenChanged(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("001_a.sql"), "SELECT 1;");
        assertThat(new PathText("001_a.sql", file).stamp()).isNull();
        PathText old = new PathText("release", Path.of(System.getProperty("java.home"), "release"));
        assertThat(old.stamp()).isNotNull().isEqualTo(old.stamp());
        assertThat(new PathText("modules", old.path().resolveSibling("lib").resolve("modules")).stamp())
                .isNotEqualTo(old.stamp());
        assertThat(new PathText("none", folder.resolve("none")).stamp()).isNull();
    }
}
