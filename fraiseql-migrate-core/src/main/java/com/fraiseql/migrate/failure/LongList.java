// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.failure;

import java.util.List;

/** Lists for people: ten of a kind say what a thousand would. */
public final class LongList {

    private static final int MOST = 10;

    private LongList() {}

    /** One below the other; after ten of them a line says how many more there are. */
    public static String lines(List<String> lines) {
        return lines.size() <= MOST + 1
                ? String.join("\n", lines)
                : String.join("\n", lines.subList(0, MOST)) + "\n  and " + (lines.size() - MOST) + " more";
    }

    /** In one line, with commas. */
    public static String words(List<String> words) {
        return words.size() <= MOST + 1
                ? String.join(", ", words)
                : String.join(", ", words.subList(0, MOST)) + " and " + (words.size() - MOST) + " more";
    }
}
