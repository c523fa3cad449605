// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.MigratorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that are many times as big as the heap. */
@Tag("slow")
class BigFileTests extends EngineTest {

    private static final Logger log = LoggerFactory.getLogger(BigFileTests.class);
    private static final String TEXT = "a line of text with an é, a ; and a $ in it, long enough to look like data";

    @BeforeEach
    void aTable() {
        files.add("001_table.sql", "CREATE TABLE big (id bigint, name text, note text);");
    }

    @Test
    void twoHundredMegabytesOfInserts() {
        long rows = write(
                200,
                (out, i) -> out.write("INSERT INTO big (id, name, note) VALUES (" + i + ", 'name " + i + "', 'it''s "
                        + TEXT + "');\n"));
        apply(rows);
    }

    @Test
    void twoHundredMegabytesOfCopyData() {
        long rows = write(200, (out, i) -> {
            if (i == 1) {
                out.write("COPY big (id, name, note) FROM stdin;\n");
            }
            out.write(i + "\tname " + i + "\t" + TEXT + " \\\\ \\t\n");
        });
        files.append("002_big.sql", "\\.\nANALYZE big;\n");
        apply(rows);
    }

    @Test
    void fiftyMegabytesInStatementsOfOneMegabyteEach() {
        long[] inStatement = {0};
        long rows = write(50, (out, i) -> {
            out.write(inStatement[0] == 0 ? "INSERT INTO big (id, name, note) VALUES\n" : ",\n");
            out.write("(" + i + ", 'name " + i + "', '" + TEXT + "')");
            if (++inStatement[0] == 10_000) {
                out.write(";\n");
                inStatement[0] = 0;
            }
        });
        apply(rows);
    }

    private void apply(long rows) {
        try (MigratorProcess process = MigratorProcess.start(db, folder, "-Xmx64m")) {
            assertThat(process.exitCode()).as(process.output()).isZero();
            log.info("{} rows: {}", rows, process.output().lines().skip(1).toList());
        }
        assertThat(db.query("SELECT count(*) || ' ' || max(id) FROM big")).containsExactly(rows + " " + rows);
    }

    /** Writes rows until the file has that many megabytes; how many rows there are. */
    private long write(int megabytes, Row row) {
        long count = 0;
        try (Writer out = Files.newBufferedWriter(folder.resolve("002_big.sql"), StandardCharsets.UTF_8)) {
            long[] written = {0};
            Writer counting = new Writer() {
                @Override
                public void write(char[] text, int offset, int length) throws IOException {
                    written[0] += length;
                    out.write(text, offset, length);
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
            while (written[0] < megabytes * 1_000_000L) {
                row.write(counting, ++count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count;
    }

    @FunctionalInterface
    private interface Row {
        void write(Writer out, long number) throws IOException;
    }
}
