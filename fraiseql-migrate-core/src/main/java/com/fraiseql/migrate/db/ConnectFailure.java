// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.Secrets;
import org.jspecify.annotations.Nullable;

/** No connection could be opened; {@link ConnectFailures} finds out why. */
public final class ConnectFailure extends MigrateException {

    private static final long serialVersionUID = 1L;

    ConnectFailure(FailureCode code, String what, String action, @Nullable Throwable cause) {
        super(builder(code, Secrets.mask(what), action).cause(cause));
    }

    /** The first of that type among the causes. */
    static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        for (Throwable t = failure; t != null && t.getCause() != t; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }

    /** A message's first line as the end of a sentence, without its full stop. */
    static String firstLine(@Nullable String message) {
        String text = String.valueOf(message).strip();
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end).strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
