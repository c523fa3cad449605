// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static com.fraiseql.migrate.script.Scripts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumsTests {

    private static String of(String sql) {
        return Checksums.of(text(sql));
    }

    @Test
    void theChecksumIsTheSha256OfTheText() {
        assertThat(of("SELECT 1;")).isEqualTo("17db4fd369edb9244b9f91d9aeed145c3d04ad8ba6e95d06247f07a63527d11a");
        assertThat(of("")).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void lineEndsByteOrderMarkAndTrailingWhiteSpaceMakeNoDifference() {
        String sum = of("SELECT 1;\n\n\tSELECT 'é';");
        assertThat(of("SELECT 1;\r\n\r\n\tSELECT 'é';\r\n")).isEqualTo(sum);
        assertThat(of("SELECT 1;\r\r\tSELECT 'é';\r \t\n\f\n")).isEqualTo(sum);
        assertThat(of("\uFEFFSELECT 1;\n\n\tSELECT 'é';\n")).isEqualTo(sum);
        assertThat(of("SELECT 1;\n\tSELECT 'é';")).isNotEqualTo(sum);
        assertThat(of("SELECT 1; \n\n\tSELECT 'é';")).isNotEqualTo(sum);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n-- Rollback:\n-- DROP TABLE t;\n",
                "\n\n\n  --rollback :\r\n-- DROP TABLE t;",
                "\r\n\r\n-- Rollback:",
                "\n-- Rollback:\n-- none"
            })
    void theRollbackSectionIsNotCovered(String section) {
        String sql = "-- first\nCREATE TABLE t (a int);";
        assertThat(of(sql + section)).isEqualTo(of(sql + "\n")).isEqualTo(of(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$\n-- Rollback:\n$$;",
                "SELECT '\n-- Rollback:\n';",
                "COPY t FROM stdin;\n-- Rollback:\n\\.\n"
            })
    void aLineThatOnlyLooksLikeAMarkerIsCovered(String sql) {
        assertThat(of(sql + "SELECT 1")).isNotEqualTo(of(sql + "SELECT 2"));
        assertThat(of(sql + "\n-- Rollback:\n-- SELECT 1")).isEqualTo(of(sql + "\n-- Rollback:\n-- SELECT 2"));
        assertThat(of(sql)).isEqualTo(of(sql + "\n-- Rollback:\n-- SELECT 2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\i x",
                "SELECT 1 \\gset 'x",
                "ROLLBACK;",
                "BEGIN;",
                "SET client_encoding = 'LATIN1';",
                "-- fraiseql:nonsense",
                "SELECT 1"
            })
    void whatIsRefusedMakesNoDifferenceToTheChecksum(String sql) {
        assertThat(of(sql + "\n-- Rollback:\n-- a")).isEqualTo(of(sql));
        assertThat(of(sql + "\n-- Rollback:\n-- a\nSELECT 1")).isEqualTo(of(sql));
    }

    @Test
    void aFileThatCannotBeSplitIsCoveredAsAWhole() {
        assertThat(of("SELECT '\n-- Rollback:\n-- a")).isNotEqualTo(of("SELECT '\n-- Rollback:\n-- b"));
    }

    @Test
    void theChecksumOfAScriptIsTheSame() {
        Random random = new Random(7);
        String[] parts = {
            "SELECT 1;", "\n", "\r\n", "\r", " ", "\n-- Rollback:\n", "-- x", "\n   \n", "$$\n-- rollback:\n$$;", "é"
        };
        for (int i = 0; i < 300; i++) {
            StringBuilder sql = new StringBuilder("SELECT 0;");
            for (int k = random.nextInt(12); k > 0; k--) {
                sql.append(parts[random.nextInt(parts.length)]);
            }
            String checksum = of(sql.toString());
            try {
                assertThat(Script.read(text(sql.toString())).checksum())
                        .as("%s", sql)
                        .isEqualTo(checksum);
            } catch (ScriptException e) {
                assertThat(e.code().name()).isIn("STATEMENT_AFTER_ROLLBACK");
            }
        }
    }

    @Test
    void aBigFileHasTheChecksumOfItsTextToo() {
        String rows = "1\tsome text\n".repeat(3 * Handover.WITHOUT_THREAD / 12);
        String sql = "COPY t FROM stdin;\n" + rows + "\\.\nSELECT 1;";
        assertThat(of(sql + "\n-- Rollback:\n-- x\n")).isEqualTo(Sha256.of(sql));
        assertThat(of(sql.replace("\n", "\r\n"))).isEqualTo(Sha256.of(sql));
        Script script = Script.read(text(sql));
        assertThat(script.checksum()).isEqualTo(Sha256.of(sql));
        assertThat(script.units().get(0).hash()).isEqualTo(Sha256.of("COPY t FROM stdin\0" + rows + "\0SELECT 1\0"));
    }

    @Test
    void aFileThatChangesBeforeItIsReadAgainIsRefused() {
        String sql = "SELECT 1;\n-- Rollback:\n-- x";
        FileSums sums = Checksums.sums(text(sql));
        assertThat(unchanged(sql, sums.reading()).checksum()).isEqualTo(sums.checksum());
        assertThat(unchanged(sql, null).checksum()).isEqualTo(sums.checksum());
        // what no checksum covers may change
        assertThat(unchanged(sql + "y", sums.reading()).checksum()).isEqualTo(sums.checksum());
        for (FirstReading first : Arrays.asList(null, sums.reading())) {
            assertThatThrownBy(() ->
                            UnchangedScript.read(text("SELECT 2;"), Cuts.none(), Map.of(), sums.checksum(), first))
                    .hasMessageContaining("changed while it was being read");
        }
    }

    private static Script unchanged(String sql, @Nullable FirstReading first) {
        return UnchangedScript.read(text(sql), Cuts.none(), Map.of(), of("SELECT 1;"), first);
    }

    @Test
    void aMarkerFarBehindTheStartIsFound() {
        String sql = "-- \n".repeat(60_000) + "SELECT 1;" + " \n".repeat(70_000);
        assertThat(of(sql + "-- Rollback:\n-- SELECT 2;")).isEqualTo(of(sql));
        assertThat(of(" ".repeat(200_000) + "-- Rollback:\n-- x")).isEqualTo(of(""));
    }
}
