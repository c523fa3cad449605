// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import org.jspecify.annotations.Nullable;

/**
 * How a script is read.
 *
 * @param lenient whether nothing is refused but what has no end
 * @param undoes whether all of it is a rollback, so that no line begins one
 * @param listener hears the comments between statements, if it is lenient
 */
record Reading(boolean lenient, boolean undoes, @Nullable CommentListener listener) {

    static Reading strict(boolean undoes) {
        return new Reading(false, undoes, null);
    }

    static Reading lenient(boolean undoes, @Nullable CommentListener listener) {
        return new Reading(true, undoes, listener);
    }
}
