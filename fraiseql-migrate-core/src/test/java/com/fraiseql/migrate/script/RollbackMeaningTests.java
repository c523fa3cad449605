// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static com.fraiseql.migrate.script.Scripts.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A section, a file of its own and what is stored are read alike. */
class RollbackMeaningTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "DROP TABLE t | SQL",
                "-- none | NONE",
                "-- irreversible, the data is gone | NONE",
                "-- DROP TABLE t; | NONE",
                ";; | NONE",
                "'' | NONE",
                "-- nothing to undo | NOTHING_TO_UNDO",
                "-- Nothing to undo: it only adds rows that may stay. | NOTHING_TO_UNDO",
                "/* nothing to undo */ | NOTHING_TO_UNDO",
                "-- nothing to roll back. | NOTHING_TO_UNDO",
                "-- nothing to undone | NONE",
                "-- nothing | NONE"
            })
    void theSameTextMeansTheSameEverywhere(String sql, RollbackMeaning meaning) {
        assertThat(RollbackMeaning.of(sql)).isEqualTo(meaning);
        assertThat(RollbackMeaning.of(text(sql))).isEqualTo(meaning);
        RollbackSection section =
                Script.read(text("SELECT 1;\n-- Rollback:\n-- " + sql)).rollback();
        assertThat(section != null).isEqualTo(meaning.isRollback());
        if (section != null) {
            assertThat(RollbackMeaning.of(section.sql())).isEqualTo(meaning);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing to undo | true",
                "nothing to undo, as it only adds rows | true",
                "none | false",
                "nothing | false",
                "'nothing to undo\n-- DROP TABLE t;' | false"
            })
    void inASectionTheWordsNeedNoDashesOfTheirOwn(String words, boolean rollback) {
        RollbackSection section =
                Script.read(text("SELECT 1;\n-- Rollback:\n-- " + words)).rollback();
        assertThat(section != null).isEqualTo(rollback);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- Rollback: DROP TABLE t; | Line 2 begins no rollback section",
                "--rollback drop table t; | Line 2 begins no rollback section",
                "-- Rollback | Line 2 lacks the colon",
                "-- Rollback: not possible | ''",
                "-- Rollback is easy | ''"
            })
    void aLineThatWasMeantAsARollbackIsNamed(String line, String hint) {
        assertThat(RollbackHint.of(text("SELECT 1;\n" + line + "\n-- DROP TABLE t;"))
                        .orElse(""))
                .startsWith(hint);
    }
}
