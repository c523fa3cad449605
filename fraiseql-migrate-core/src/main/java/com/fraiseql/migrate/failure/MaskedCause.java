// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.failure;

import org.jspecify.annotations.Nullable;

/**
 * A cause as a stack trace may show it. The driver's message holds the server's CONTEXT and internal query, which may
 * hold a password; such an exception is replaced by one with the same stack trace that names it, whose message is
 * masked and, if need be, cut.
 */
final class MaskedCause {

    private static final int DEEPEST = 32;
    private static final int LONGEST = 16_000;

    private MaskedCause() {}

    static @Nullable Throwable of(@Nullable Throwable cause) {
        Throwable at = cause;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            if (!isClean(at.getMessage())) {
                return copy(cause, 0);
            }
            at = at.getCause();
        }
        return cause;
    }

    private static boolean isClean(@Nullable String message) {
        return message == null || shown(message).equals(message);
    }

    private static String shown(String message) {
        return Secrets.mask(Shortened.to(LONGEST, message));
    }

    private static @Nullable Throwable copy(@Nullable Throwable original, int depth) {
        if (original == null || depth == DEEPEST) {
            return null;
        }
        String message = shown(String.valueOf(original.getMessage()));
        Throwable cause = copy(original.getCause(), depth + 1);
        Throwable copy = new RuntimeException(original.getClass().getName() + ": " + message, cause);
        copy.setStackTrace(original.getStackTrace());
        return copy;
    }
}
