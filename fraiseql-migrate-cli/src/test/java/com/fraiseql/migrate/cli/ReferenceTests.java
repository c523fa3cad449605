// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/cli.md} is what the commands say of themselves. To write it again:
 * {@code ./mvnw -pl fraiseql-migrate-cli -am test -Dtest=ReferenceTests -Dsurefire.failIfNoSpecifiedTests=false
 * -Ddocs.write}
 */
class ReferenceTests {

    @Test
    void theReferenceIsWhatTheCommandsSay() throws IOException {
        Path file = Path.of("..", "docs", "cli.md");
        String generated = MarkdownReference.of(CommandTree.build(Contexts.silent()));
        if (System.getProperty("docs.write") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, generated);
        }
        assertThat(file)
                .as("run this test with -Ddocs.write to make it again")
                .content()
                .isEqualTo(generated);
    }
}
