// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import org.jspecify.annotations.Nullable;

/**
 * The part of a script after what its lexer has been given.
 *
 * @param bytes what has not been decoded
 * @param placeholders what looks for placeholders in between; {@code null} if there are none to replace
 */
record Undecoded(ScriptBytes bytes, @Nullable PlaceholderFeed placeholders) {

    /** Whether the lexer has been given all that has been decoded. */
    boolean follows() {
        return placeholders == null || placeholders.isEmpty();
    }

    /** Whether placeholders are replaced in what follows. */
    void replacing(boolean replace) {
        if (placeholders != null) {
            placeholders.replacing(replace);
        }
    }
}
