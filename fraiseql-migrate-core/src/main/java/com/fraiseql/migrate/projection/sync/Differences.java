// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the rows of a {@code tv_} differ from those of its source.
 *
 * @param missing rows that only the source has
 * @param different rows that both have, with other values
 * @param extra rows that only the table has
 * @param keys some of the keys of those rows, at most five
 */
public record Differences(long missing, long different, long extra, List<String> keys) {

    public Differences {
        keys = List.copyOf(keys);
    }

    /** Whether a sync would change or delete rows that are there. */
    public boolean touchesRows() {
        return different + extra > 0;
    }

    /**
     * In words, for instance {@code 3 rows are missing, 500 differ and 2 are not in its source, for instance 1, 2, 3}.
     */
    public String inWords() {
        if (missing + different + extra == 0) {
            return "its rows are those of its source";
        }
        List<String> parts = new ArrayList<>();
        add(parts, missing, "missing");
        if (different > 0) {
            parts.add(count(different, parts.isEmpty()) + (different == 1 ? " differs" : " differ"));
        }
        add(parts, extra, "not in its source");
        String all = parts.size() == 1
                ? parts.get(0)
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.get(parts.size() - 1);
        return all + (keys.isEmpty() ? "" : ", for instance " + String.join(", ", keys));
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count(count, parts.isEmpty()) + (count == 1 ? " is " : " are ") + what);
        }
    }

    private static String count(long count, boolean first) {
        String number = String.format(Locale.ROOT, "%,d", count);
        return first ? number + (count == 1 ? " row" : " rows") : number;
    }
}
