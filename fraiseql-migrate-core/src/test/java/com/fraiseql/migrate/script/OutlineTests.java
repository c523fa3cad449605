// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OutlineTests {

    private static final List<String> PIECES = List.of(
            "\n",
            "\n",
            "\r\n",
            "\r",
            "\\",
            "\\.",
            "-- Rollback:\n",
            "\t",
            " \n",
            "a row that is plain\n",
            "1\té\n",
            "😀");

    /** A file that tells whether it is the same. */
    private static final class Stamped implements ScriptText {

        private byte[] bytes;
        private @Nullable Object stamp = 1;
        private int opened;

        Stamped(String sql) {
            this.bytes = sql.getBytes(StandardCharsets.UTF_8);
        }

        void becomes(String sql) {
            bytes = sql.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String name() {
            return Scripts.FILE;
        }

        @Override
        public InputStream open() {
            opened++;
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public @Nullable Object stamp() {
            return stamp;
        }
    }

    private static String randomScript(Random random) {
        StringBuilder script = new StringBuilder();
        String lineEnd = random.nextInt(4) == 0 ? "\r\n" : "\n";
        for (int copy = 0; copy < 3; copy++) {
            script.append(random.nextInt(4) == 0 ? "-- fraiseql:no-transaction" + lineEnd : "")
                    .append(random.nextInt(3) == 0 ? "BEGIN;" + lineEnd : "SELECT 1;" + lineEnd)
                    .append(random.nextBoolean() ? "COPY t FROM stdin;" : "COPY t FROM stdin (FORMAT csv); SELECT 2")
                    .append(lineEnd);
            for (int i = random.nextInt(40); i > 0; i--) {
                script.append(PIECES.get(random.nextInt(PIECES.size())).repeat(1 + random.nextInt(20)));
            }
            script.append(lineEnd).append("\\.").append(lineEnd);
            script.append(random.nextInt(3) == 0 ? "COMMIT;" : "VACUUM t;").append(lineEnd);
        }
        return script.append(random.nextBoolean() ? "-- Rollback:\n-- SELECT 3;" : "SELECT 4")
                .toString();
    }

    @Test
    void theShapeAndTheChecksumAreThoseOfAnyOtherReading() {
        assertThat(outlined(0, 500)).isGreaterThan(200);
    }

    @Test
    @Tag("slow")
    void andSoTheyAreForManyMoreFiles() {
        assertThat(outlined(500, 4000)).isGreaterThan(1400);
    }

    /** How many of the seeds' scripts have an outline, of which each has been compared. */
    private static int outlined(int firstSeed, int end) {
        int outlined = 0;
        for (int seed = firstSeed; seed < end; seed++) {
            Stamped text = new Stamped(randomScript(new Random(seed)));
            FileSums sums = OutlineReader.read(text);
            if (sums == null) {
                continue;
            }
            outlined++;
            Script expected = Script.read(text);
            Script script = known(text, sums);
            assertThat(sums.checksum()).as("seed %s", seed).isEqualTo(Checksums.of(text));
            assertThat(sums.reading().raw())
                    .as("seed %s", seed)
                    .isEqualTo(Checksums.sums(text).reading().raw());
            execute(script, text);
            assertThat(script.toString()).as("seed %s", seed).isEqualTo(expected.toString());
            assertThat(fingerprints(known(text, Objects.requireNonNull(OutlineReader.read(text)))))
                    .as("seed %s", seed)
                    .isEqualTo(fingerprints(expected));
        }
        return outlined;
    }

    private static Script known(Stamped text, FileSums sums) {
        int opened = text.opened;
        Script script = UnchangedScript.read(text, Cuts.none(), Map.of(), sums.checksum(), sums.reading());
        assertThat(text.opened).isEqualTo(opened);
        return script;
    }

    private static List<UnitFingerprint> fingerprints(Script script) {
        return script.units().stream().map(Unit::fingerprint).toList();
    }

    /** Reads the data as it is sent, and makes the fingerprints of it. */
    private static void execute(Script script, ScriptText text) {
        try (StatementReader reader = StatementReader.open(text)) {
            for (Unit unit : script.units()) {
                try (UnitSums sums = unit.fingerprinted().toMake()) {
                    for (int i = 0; i < unit.statementCount(); i++) {
                        Statement statement = Objects.requireNonNull(reader.next());
                        if (sums != null) {
                            sums.statement(statement);
                            if (statement.traits().copyFromStdin()) {
                                reader.copyData(sums).readAllBytes();
                            }
                        }
                    }
                    assertThat(sums == null || unit.fingerprinted().make(sums)).isTrue();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    @Test
    void dataThatIsNotTheSameWhenItIsSentIsNoticed() {
        Stamped text = new Stamped("SELECT 1; COPY t FROM stdin;\n1\ta row\n\\.\n");
        Unit unit = known(text, Objects.requireNonNull(OutlineReader.read(text)))
                .units()
                .get(0);
        text.becomes("SELECT 1; COPY t FROM stdin;\n2\ta row\n\\.\n");
        try (StatementReader reader = StatementReader.open(text);
                UnitSums sums = Objects.requireNonNull(unit.fingerprinted().toMake())) {
            for (Statement next = reader.next(); next != null; next = reader.next()) {
                sums.statement(next);
                if (next.traits().copyFromStdin()) {
                    sums.data(reader.copyDataToHash(), reader.copyLine());
                }
            }
            assertThat(unit.fingerprinted().make(sums)).isFalse();
        }
    }

    @Test
    void aFileThatMayHaveChangedIsReadOnceMore() {
        Stamped text = new Stamped("COPY t FROM stdin;\n1\ta row\n\\.\n");
        FileSums sums = Objects.requireNonNull(OutlineReader.read(text));
        int opened = text.opened;
        text.stamp = 2;
        Script script = UnchangedScript.read(text, Cuts.none(), Map.of(), sums.checksum(), sums.reading());
        assertThat(text.opened).isEqualTo(opened + 1);
        assertThat(script.toString()).isEqualTo(Script.read(text).toString());
        text.stamp = null;
        assertThat(OutlineReader.read(text)).isNull();
    }

    @Test
    void placeholdersMayChangeTheShape() {
        Stamped text = new Stamped("SELECT ${a}; COPY t FROM stdin;\n${a}\n\\.\n");
        FileSums sums = Objects.requireNonNull(OutlineReader.read(text));
        Script script =
                UnchangedScript.read(text, Cuts.none(), Map.of("a", "1; SELECT 2"), sums.checksum(), sums.reading());
        assertThat(script.statements()).isEqualTo(3);
    }

    @Test
    void aBigFileOfDataIsOutlinedAndOneOfTextIsNot() {
        String rows = "1\tsome text\n".repeat(100_000);
        assertThat(outline("COPY t FROM stdin;\n" + rows + "\\.\nSELECT 1;")).isNotNull();
        assertThat(outline("INSERT INTO t VALUES (1);\n".repeat(100_000))).isNull();
        assertThat(outline("COPY t FROM stdin;\n" + rows + "\\.\nROLLBACK;")).isNull();
        assertThat(outline("COPY t FROM stdin;\n1\n\\.\nSELECT 1;")).isNull();
    }

    private static @Nullable Outline outline(String sql) {
        FileSums sums = Checksums.sums(new Stamped(sql));
        assertThat(sums.checksum()).isEqualTo(Checksums.of(Scripts.text(sql)));
        return sums.reading().outline();
    }
}
