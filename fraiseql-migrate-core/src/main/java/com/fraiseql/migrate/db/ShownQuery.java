// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import com.fraiseql.migrate.failure.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of another session's query. Secrets are masked before white space is made single, since a comment ends
 * with its line.
 */
public final class ShownQuery {

    private static final int LONGEST = 120;

    private ShownQuery() {}

    /** The query on one line, cut. */
    public static String of(@Nullable String query) {
        String line = Secrets.mask(query == null ? "" : query).strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
