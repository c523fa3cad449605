// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.state;

import com.fraiseql.migrate.ranges.BaseKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a phase is cut into ranges.
 *
 * @param phase what is done with each range
 * @param bounds where it is cut: between keys, or between pages of the staging table or of the table below
 * @param base the key whose table is read page by page; {@code null} if the source is cut by its own keys, or staged
 */
public record PhaseRanges(
        FillPhase phase, List<String> bounds, @Nullable BaseKey base) {

    /** Pages, cut so. */
    public static PhaseRanges ofPages(
            FillPhase phase, long pages, int ranges, int connections, @Nullable BaseKey base) {
        List<String> bounds = fractions(phase, ranges, connections).stream()
                .map(fraction -> Math.round(pages * fraction))
                .filter(bound -> bound > 0 && bound < pages)
                .distinct()
                .map(String::valueOf)
                .toList();
        return new PhaseRanges(phase, bounds, base);
    }

    /**
     * Where to cut, in parts of the whole: ranges of the same size. To load in many, the last one of each connection is
     * cut in two, so that none is idle for long at the end.
     */
    public static List<Double> fractions(FillPhase phase, int ranges, int connections) {
        int whole = phase.load() && ranges >= 4 * connections ? ranges - connections : ranges;
        List<Double> fractions = new ArrayList<>();
        for (int half = 1; half < 2 * ranges; half++) {
            if (half % 2 == 0 || half > 2 * whole) {
                fractions.add(half / (2.0 * ranges));
            }
        }
        return fractions;
    }

    /** Bounds are between ranges, so there is one range more. */
    public int ranges() {
        return bounds.size() + 1;
    }

    /** The range in the middle, which stands for all of them. */
    public int middle() {
        return ranges() / 2;
    }

    /** The range {@code number} of the pages of the table below, for people. */
    public String pagesInWords(int number) {
        String table = base == null ? "" : " of " + base.table().replace("\"", "");
        String from = number == 0 ? "0" : bounds.get(number - 1);
        return number == bounds.size()
                ? "in the pages from " + from + " on" + table
                : "in the pages " + from + " to " + bounds.get(number) + table;
    }

    /** The range {@code number} as a condition on where a row lies. */
    public String pageCondition(String alias, int number) {
        String from = number == 0 ? "0" : bounds.get(number - 1);
        String condition = alias + "ctid >= '(" + from + ",0)'::tid";
        return number == bounds.size()
                ? condition
                : condition + " AND " + alias + "ctid < '(" + bounds.get(number) + ",0)'::tid";
    }
}
