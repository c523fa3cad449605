// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GinBuildTests {

    private static final long SERVER = 65_536;
    private static final long HALF_A_GIGABYTE = 524_288;
    private static final long HUNDRED_GIGABYTES = 104_857_600;

    @Test
    void oneProcessCollectsInATreeThatFitsIntoTheCacheAndGrowsWithTheTable() {
        assertThat(GinBuild.kilobytes(0, false, 1000, SERVER)).isEqualTo(8192);
        assertThat(GinBuild.kilobytes(0, false, 2 * HALF_A_GIGABYTE, SERVER)).isEqualTo(16_384);
    }

    @Test
    void severalProcessesCollectInSmallerOnesSinceTheyAreMergedAfterwards() {
        assertThat(GinBuild.kilobytes(2, true, 1000, SERVER)).isEqualTo(1536);
        assertThat(GinBuild.kilobytes(8, true, 1000, SERVER)).isEqualTo(4608);
        assertThat(GinBuild.kilobytes(2, true, HALF_A_GIGABYTE, SERVER)).isEqualTo(2048);
    }

    @Test
    void postgresqlDecidesHowManyItTakesWhereTheIndexIsNotTheOnlyOne() {
        assertThat(GinBuild.kilobytes(2, false, HALF_A_GIGABYTE, SERVER)).isEqualTo(SERVER);
    }

    @Test
    void theServersSettingIsNeverExceeded() {
        assertThat(GinBuild.kilobytes(0, false, HUNDRED_GIGABYTES, SERVER)).isEqualTo(SERVER);
        assertThat(GinBuild.kilobytes(2, true, HUNDRED_GIGABYTES, SERVER)).isEqualTo(SERVER);
        assertThat(GinBuild.kilobytes(2, true, 1000, 1024)).isEqualTo(1024);
    }
}
