// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A small file is decoded as a whole before its COPY is known, so that its data is not passed on as it stands in the
 * file. Of one that comes a few bytes at a time all of it is.
 */
class RawRowsTests {

    private static final List<String> PIECES = List.of(
            "\n",
            "\n",
            "\r\n",
            "\r",
            "\\",
            "\\.",
            "\\.x",
            ".",
            "\t",
            "a",
            "é",
            "€",
            "😀",
            "longer than eight bytes",
            "${t}");

    private static ScriptText trickling(byte[] bytes, Random random) {
        return new ScriptText() {
            @Override
            public String name() {
                return Scripts.FILE;
            }

            @Override
            public InputStream open() {
                return new FilterInputStream(new ByteArrayInputStream(bytes)) {
                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        return super.read(into, offset, Math.min(length, 1 + random.nextInt(11)));
                    }
                };
            }
        };
    }

    private static String read(ScriptText text, Map<String, String> placeholders) {
        StringBuilder all = new StringBuilder();
        try (StatementReader reader = StatementReader.open(text, placeholders)) {
            for (Statement next = reader.next(); next != null; next = reader.next()) {
                all.append(next.line() + ":" + next.column() + "-" + next.lastLine() + " " + next.text() + "\n");
                if (next.traits().copyFromStdin() && next.index() != 2) {
                    all.append(Arrays.toString(reader.copyData().readAllBytes()))
                            .append('\n');
                }
            }
        } catch (ScriptException e) {
            all.append(e.getMessage()).append(e.location());
        } catch (IOException e) {
            all.append(e);
        }
        return all.toString();
    }

    private static String randomScript(Random random) {
        String lineEnd = random.nextInt(3) == 0 ? "\r\n" : "\n";
        StringBuilder script = new StringBuilder("SELECT '${t}';" + lineEnd);
        for (int copy = 0; copy < 3; copy++) {
            script.append(random.nextBoolean() ? "COPY t FROM stdin;" : "COPY t FROM stdin (FORMAT csv);");
            script.append(random.nextInt(4) == 0 ? " SELECT 'rest', '${t}'" : "")
                    .append(lineEnd);
            for (int i = random.nextInt(30); i > 0; i--) {
                script.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            script.append(lineEnd).append("\\.").append(lineEnd);
            script.append(random.nextInt(3) == 0 ? "" : "SELECT '${t}é" + lineEnd + "';" + lineEnd);
        }
        return script.append(" SELECT 'last'").toString();
    }

    @Test
    void dataIsTheSameHoweverItComes() {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            String text = randomScript(random);
            byte[] script = text.getBytes(StandardCharsets.UTF_8);
            // to see whether a line feed follows the lone carriage return, the next line is read without placeholders
            boolean ambiguous = text.matches("(?s).*\n\\\\\\.\r(?!\n).*");
            Map<String, String> placeholders = ambiguous || random.nextBoolean() ? Map.of() : Map.of("t", "a\nvalue");
            assertThat(read(trickling(script, random), placeholders))
                    .as("seed %s", seed)
                    .isEqualTo(read(Scripts.bytes(script), placeholders));
        }
    }

    @Test
    void checksumAndHashAreTheSameHoweverItComes() {
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            byte[] script = randomScript(random).getBytes(StandardCharsets.UTF_8);
            assertThat(outcome(trickling(script, random)))
                    .as("seed %s", seed)
                    .isEqualTo(outcome(Scripts.bytes(script)));
        }
    }

    private static String outcome(ScriptText text) {
        try {
            return Script.read(text) + Checksums.of(text);
        } catch (ScriptException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xFF, 0xC3, 0xE2, 0})
    void whatIsNotUtf8IsNamedWithItsLine(int wrong) {
        String rows = "é\ta row that is long enough\n".repeat(4000);
        byte[] script = ("COPY t FROM stdin;\n" + rows + "!\n" + rows + "\\.\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < script.length; i++) {
            script[i] = script[i] == '!' ? (byte) wrong : script[i];
        }
        ScriptException failure = Scripts.failure(Scripts.bytes(script));
        assertThat(failure).hasMessageContaining("line 4002 holds ");
        assertThat(Scripts.place(failure)).isEqualTo("4002:1");
    }

    @Test
    void aCharacterThatTheFileEndsInIsNamed() {
        byte[] script = ("COPY t FROM stdin;\n" + "row\n".repeat(40_000) + "é").getBytes(StandardCharsets.UTF_8);
        ScriptException failure = Scripts.failure(Scripts.bytes(Arrays.copyOf(script, script.length - 1)));
        assertThat(failure).hasMessageContaining("line 40002 holds ");
    }
}
