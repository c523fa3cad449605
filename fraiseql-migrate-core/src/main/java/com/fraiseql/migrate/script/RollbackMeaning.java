// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback amounts to, whether it is a section, a {@code .down.sql}, or what the history has stored: the same
 * text always means the same.
 */
public enum RollbackMeaning {
    /** At least one statement. */
    SQL,
    /** No statement, and a comment that begins with "nothing to undo" or "nothing to roll back". */
    NOTHING_TO_UNDO,
    /** Empty, or other comments: there is no rollback. */
    NONE;

    /** What is stored for a section that says so. */
    static final String NOTHING = "-- nothing to undo";

    /** Reads as far as the first statement. */
    public static RollbackMeaning of(@Nullable ScriptText text) {
        if (text == null) {
            return NONE;
        }
        Comments comments = new Comments();
        try (StatementScanner scanner = StatementScanner.open(text, Reading.lenient(true, comments))) {
            if (scanner.next() != null) {
                return SQL;
            }
            return comments.nothing ? NOTHING_TO_UNDO : NONE;
        }
    }

    /** The same of a text that is there as a whole. */
    public static RollbackMeaning of(@Nullable String sql) {
        return sql == null || sql.isBlank() ? NONE : of(new StoredText("rollback", sql));
    }

    public boolean isRollback() {
        return this != NONE;
    }

    /** Listens for a comment that says so. */
    private static final class Comments implements CommentListener {

        private boolean nothing;

        @Override
        public void comment(String text, int line) {
            nothing |= saysNothing(text.substring(2));
        }
    }

    /** Whether a comment, without its dashes, says that there is nothing to undo. */
    static boolean saysNothing(String comment) {
        String words = comment.strip().toLowerCase(Locale.ROOT);
        for (String phrase : new String[] {"nothing to undo", "nothing to roll back", "nothing to rollback"}) {
            if (words.startsWith(phrase)
                    && (words.length() == phrase.length() || !Character.isLetter(words.charAt(phrase.length())))) {
                return true;
            }
        }
        return false;
    }
}
