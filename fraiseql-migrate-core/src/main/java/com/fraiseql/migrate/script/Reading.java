// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import org.jspecify.annotations.Nullable;

/**
 * How a script is read.
 *
 * @param lenient whether nothing is refused but what has no end
 * @param directives whether directives are taken, whatever is wrong with them; only if it is lenient
 * @param undoes whether all of it is a rollback, so that no line begins one
 * @param listener hears the comments between statements, if it is lenient
 */
record Reading(
        boolean lenient,
        boolean directives,
        boolean undoes,
        @Nullable CommentListener listener) {

    static Reading strict(boolean undoes) {
        return new Reading(false, false, undoes, null);
    }

    static Reading lenient(boolean undoes, @Nullable CommentListener listener) {
        return new Reading(true, false, undoes, listener);
    }

    /** For reviewing a file that may not be meant for this engine, or is not finished. */
    static Reading review(boolean undoes, @Nullable CommentListener listener) {
        return new Reading(true, true, undoes, listener);
    }
}
