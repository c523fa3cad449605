// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedTransactionTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "set /* now */ constraints all immediate                | true",
                "DO $$BEGIN SET CONSTRAINTS a DEFERRED; END$$           | true",
                "DO $$BEGIN EXECUTE 'SET CONSTRAINTS a DEFERRED'; END$$ | true",
                "COMMENT ON TABLE t IS 'with constraints'               | false",
                "SELECT (1) -- set constraints                          | false",
            })
    void aStatementSetsConstraints(String sql, boolean sets) {
        assertThat(SharedTransaction.setsConstraints(sql)).isEqualTo(sets);
    }
}
