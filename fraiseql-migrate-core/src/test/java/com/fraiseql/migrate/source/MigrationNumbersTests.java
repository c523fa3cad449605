// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.failure.MigrateException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationNumbersTests {

    private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "001_a, 002",
        "099_a, 100",
        "999_a, 1000",
        "9_a, 10",
        "0009_a, 0010",
        "20240115103000_a, 20240115103001",
        "R_a, 001"
    })
    void theNextNumberKeepsTheWidth(String version, String next) {
        assertThat(MigrationNumbers.next(migrations(version))).isEqualTo(next);
    }

    @Test
    void theFirstNumberIs001() {
        assertThat(MigrationNumbers.next(List.of())).isEqualTo("001");
    }

    @Test
    void theNextNumberFollowsTheHighestAndNotTheLastInTheAlphabet() {
        assertThat(MigrationNumbers.next(migrations("9_z", "10_a", "R_b"))).isEqualTo("11");
    }

    @Test
    void aTimestampIsTheMomentInUtc() {
        assertThat(MigrationNumbers.nextTimestamp(migrations("001_a"), NOW)).isEqualTo("20240115103000");
        assertThat(MigrationNumbers.nextTimestamp(List.of(), NOW)).isEqualTo("20240115103000");
    }

    @Test
    void aTimestampIsNeverLowerThanWhatIsThere() {
        assertThat(MigrationNumbers.nextTimestamp(migrations("20240115103000_a"), NOW))
                .isEqualTo("20240115103001");
        assertThat(MigrationNumbers.nextTimestamp(migrations("20990101000000_a"), NOW))
                .isEqualTo("20990101000001");
    }

    @Test
    void aTimestampIsFollowedByATime() {
        assertThat(MigrationNumbers.nextTimestamp(migrations("20991231235959_a"), NOW))
                .isEqualTo("21000101000000");
        assertThat(MigrationNumbers.nextTimestamp(migrations("20231399000000_a"), NOW))
                .isEqualTo("20240115103000");
        assertThatThrownBy(() -> MigrationNumbers.nextTimestamp(migrations("20991399000000_a"), NOW))
                .isInstanceOf(MigrateException.class)
                .hasMessageContaining("20991399000000 is none");
    }

    @ParameterizedTest
    @CsvSource({
        "20240115_a, true",
        "202401151030_a, true",
        "20240115103000_a, true",
        "20241399103000_a, true",
        "20241340_a, false",
        "1700000000_a, false",
        "003_a, false",
        "R_a, false"
    })
    void datesAndTimesAreRecognised(String version, boolean times) {
        assertThat(MigrationNumbers.areTimes(migrations(version))).isEqualTo(times);
    }

    private static List<LocalMigration> migrations(String... versions) {
        return Stream.of(versions)
                .map(version -> {
                    MigrationName name = NameAdvice.parse(version + ".sql");
                    return new LocalMigration(
                            version, name.number(), "", new StringText(version, version, ""), null, "", null, null);
                })
                .toList();
    }
}
