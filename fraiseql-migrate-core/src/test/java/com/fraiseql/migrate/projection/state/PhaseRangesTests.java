// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseRangesTests {

    @Test
    void theLastRangesOfALoadAreHalvesSoThatNoConnectionIsIdleForLong() {
        assertThat(PhaseRanges.fractions(FillPhase.LOAD, 8, 2))
                .containsExactly(1 / 8., 2 / 8., 3 / 8., 4 / 8., 5 / 8., 6 / 8., 13 / 16., 14 / 16., 15 / 16.);
        assertThat(PhaseRanges.fractions(FillPhase.LOAD, 6, 2)).as("few ranges").hasSize(5);
        assertThat(PhaseRanges.fractions(FillPhase.COMPARE, 8, 2))
                .as("a comparison")
                .hasSize(7);
        assertThat(PhaseRanges.fractions(FillPhase.LOAD, 1, 2)).isEmpty();
    }

    @Test
    void pagesAreCutWithoutEmptyRanges() {
        assertThat(PhaseRanges.ofPages(FillPhase.LOAD, 1000, 4, 1, null).bounds())
                .containsExactly("250", "500", "750", "875");
        assertThat(PhaseRanges.ofPages(FillPhase.LOAD, 3, 10, 2, null).bounds()).containsExactly("1", "2");
        assertThat(PhaseRanges.ofPages(FillPhase.LOAD, 1, 10, 2, null).bounds()).isEmpty();
        assertThat(PhaseRanges.ofPages(FillPhase.LOAD, 0, 10, 2, null).bounds()).isEmpty();
    }

    @Test
    void everyPageIsInOneRangeAlsoThoseThatAreAddedLater() {
        PhaseRanges cut = new PhaseRanges(FillPhase.LOAD, List.of("10", "25"), null);
        assertThat(cut.pageCondition("b.", 0)).isEqualTo("b.ctid >= '(0,0)'::tid AND b.ctid < '(10,0)'::tid");
        assertThat(cut.pageCondition("b.", 1)).isEqualTo("b.ctid >= '(10,0)'::tid AND b.ctid < '(25,0)'::tid");
        assertThat(cut.pageCondition("b.", 2)).isEqualTo("b.ctid >= '(25,0)'::tid");
    }
}
