// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class LateFingerprintTests {

    private static UnitSums sums(String sql) {
        UnitSums sums = new UnitSums();
        try (StatementReader reader = StatementReader.open(Scripts.text(sql))) {
            sums.statement(Objects.requireNonNull(reader.next()));
        }
        return sums;
    }

    @Test
    void aUnitThatIsRetriedIsComparedAgain() {
        LateFingerprint fingerprint = LateFingerprint.later(sums("SELECT 1;").raw(), () -> {
            throw new AssertionError("not wanted");
        });

        assertThat(fingerprint.make(sums("SELECT 1;"))).isTrue();
        assertThat(fingerprint.toMake()).isNotNull();
        assertThat(fingerprint.make(sums("SELECT 2;"))).isFalse();
    }
}
