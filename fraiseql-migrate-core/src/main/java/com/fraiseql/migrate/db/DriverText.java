// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.GT;

/**
 * One of the driver's messages. The driver translates them to the language of the JVM and gives most of them the same
 * SQLSTATE, so they are recognised by being translated in the same way.
 */
record DriverText(@Nullable String message) {

    /** Stands for what the driver puts in; no message has it. */
    private static final String GAP = "\u0001";

    boolean isOneOf(Collection<String> ids) {
        return ids.stream().anyMatch(this::is);
    }

    /** Whether it is the message that the driver has under this English text. */
    boolean is(String id) {
        return message != null && end(id) >= 0;
    }

    /** What stands at the place of {@code {0}} in a message that {@link #is} this one. */
    String argument(String id) {
        String[] pieces = pieces(id);
        String text = String.valueOf(message);
        int start = pieces[0].length();
        int end = pieces.length == 2 ? text.length() - pieces[1].length() : text.indexOf(pieces[1], start);
        return text.substring(start, Math.max(start, end));
    }

    /** The end of the match, or -1. */
    private int end(String id) {
        String text = String.valueOf(message);
        int from = 0;
        for (String piece : pieces(id)) {
            int found = text.indexOf(piece, from);
            if (found < 0 || (from == 0 && found > 0)) {
                return -1;
            }
            from = found + piece.length();
        }
        return from;
    }

    private static String[] pieces(String id) {
        // MessageFormat takes quotes and braces for its own only where there are arguments, as the driver does
        String translated = id.contains("{") ? GT.tr(id, GAP, GAP, GAP) : GT.tr(id);
        return translated.split(GAP, -1);
    }
}
