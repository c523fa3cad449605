// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

/** Hears of the comments between the statements of a script. */
@FunctionalInterface
interface CommentListener {

    /**
     * A comment.
     *
     * @param text the comment with its dashes, or with the beginning of a block comment in their place
     * @param line where it begins, from 1
     */
    void comment(String text, int line);
}
