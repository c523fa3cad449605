// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.survey;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that was probably meant by a mistyped one. Pure. */
final class SimilarName {

    private static final int MOST_EDITS = 3;

    private SimilarName() {}

    /** The closest of these names, if it is close; with or without a schema, as {@code wanted} has it. */
    static Optional<String> among(Collection<String> names, String wanted) {
        boolean qualified = wanted.contains(".");
        return names.stream()
                .filter(name -> edits(comparable(name, qualified), wanted) <= Math.min(MOST_EDITS, wanted.length() / 3))
                .min(Comparator.comparingInt((String name) -> edits(comparable(name, qualified), wanted))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String comparable(String name, boolean qualified) {
        return qualified ? name : name.substring(name.indexOf('.') + 1);
    }

    /** Levenshtein's distance. */
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
