// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class BigFileTests {

    @TempDir
    Path directory;

    /** Reads the file that it is given; run in a Java of its own. */
    static final class Reading {
        public static void main(String[] arguments) {
            Path file = Path.of(arguments[0]);
            ScriptText text = new ScriptText() {
                @Override
                public String name() {
                    return file.getFileName().toString();
                }

                @Override
                public InputStream open() throws IOException {
                    return Files.newInputStream(file);
                }
            };
            try {
                Script script = Script.read(text);
                System.out.println(script.statements() + " " + script.checksum().equals(Checksums.of(text)));
            } catch (ScriptException e) {
                System.out.println(e.render());
            }
        }
    }

    private String readIn(String heap, Path file) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reading.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(java.waitFor(10, TimeUnit.MINUTES)).isTrue();
        return Files.readString(output, StandardCharsets.UTF_8).strip();
    }

    @Test
    void aBigFileOfInsertsAndCopyDataNeedsLittleMemory() throws Exception {
        Path file = directory.resolve("001_big.sql");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < 600_000; i++) {
                out.write("INSERT INTO tb_user (id, name) VALUES (" + i + ", 'It''s user " + i
                        + "; and some more text');\n");
            }
            out.write("COPY tb_user FROM stdin;\n");
            for (int i = 0; i < 1_500_000; i++) {
                out.write(i + "\tuser " + i + "\tand some more text\n");
            }
            out.write("\\.\n/*" + " x\n".repeat(10_000_000) + "*/ -- end\nSELECT 1;\n-- Rollback:\n-- SELECT 2;\n");
        }
        assertThat(Files.size(file)).isGreaterThan(100_000_000);
        assertThat(readIn("-Xmx24m", file)).isEqualTo("600002 true");
    }

    @Test
    void aMissingQuoteInABigFileIsAnErrorThatSaysWhere() throws Exception {
        Path file = directory.resolve("001_big.sql");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("SELECT 1;\n  SELECT 'oops;\n");
            for (int i = 0; i < 3_000_000; i++) {
                out.write("INSERT INTO t VALUES (12345678);\n");
            }
        }
        assertThat(readIn("-Xmx24m", file)).contains("001_big.sql:2:3", "missing quote", "2 |   SELECT 'oops;");
    }
}
