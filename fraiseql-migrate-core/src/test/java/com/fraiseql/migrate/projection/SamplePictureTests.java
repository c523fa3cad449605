// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.projection.cascade.CascadeFormat;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.source.DirectorySource;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The picture in the documents is that of the sample. {@code -Ddocs.write=1} draws it again. */
class SamplePictureTests {

    private static final Path PICTURE = Path.of("../docs/cascade.svg");

    @Test
    void theDocumentsShowTheRulesOfTheSample() throws IOException {
        try (TestDatabase database = TestDatabase.create()) {
            Migrator.builder(database.dataSource())
                    .source(new DirectorySource(Path.of("../sample-app/src/main/resources/migrations")))
                    .build()
                    .up();
            String picture = CascadeRules.shown(
                    new CascadeRules(database.dataSource()).report(CascadeOptions.defaults()), CascadeFormat.SVG);
            if (System.getProperty("docs.write") != null) {
                Files.writeString(PICTURE, picture);
            }
            assertThat(Files.readString(PICTURE)).isEqualTo(picture);
        }
    }
}
