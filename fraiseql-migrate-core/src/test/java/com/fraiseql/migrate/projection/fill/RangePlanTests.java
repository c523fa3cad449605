// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.state.FillPhase;
import org.junit.jupiter.api.Test;

class RangePlanTests {

    @Test
    void aLoadHasAsManyRangesAsKeepEveryConnectionBusyToTheEnd() {
        assertThat(RangePlan.ranges(FillPhase.LOAD, 1_000_000, 0, 2)).isEqualTo(10);
        assertThat(RangePlan.ranges(FillPhase.LOAD, 1_000_000, 0, 4)).isEqualTo(12);
        assertThat(RangePlan.ranges(FillPhase.LOAD, 20_000, 0, 3)).isEqualTo(6);
        assertThat(RangePlan.ranges(FillPhase.LOAD, 10_000, 0, 3)).isEqualTo(1);
        assertThat(RangePlan.ranges(FillPhase.LOAD, 0, 0, 3)).isEqualTo(1);
    }

    @Test
    void rowsThatAreDearMakeSmallRanges() {
        assertThat(RangePlan.ranges(FillPhase.LOAD, 1_000_000, 12e6, 2)).isEqualTo(20);
        assertThat(RangePlan.ranges(FillPhase.LOAD, 1_000_000, 1e12, 2))
                .as("of 10,000 rows")
                .isEqualTo(100);
    }

    @Test
    void aComparisonHoldsTheLocksOfTenThousandRowsAtMost() {
        assertThat(RangePlan.ranges(FillPhase.COMPARE, 1_000_001, 1e12, 2)).isEqualTo(101);
        assertThat(RangePlan.ranges(FillPhase.COMPARE, 10_000, 0, 2)).isEqualTo(1);
    }
}
