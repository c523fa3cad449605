// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What GRANT gives, and to whom.
 *
 * @param all whether it says ALL
 * @param toPublic whether it goes to PUBLIC
 * @param harmless whether it is about what PUBLIC has anyway, such as a schema's USAGE or a function
 */
record GrantWords(boolean all, boolean toPublic, boolean harmless) {

    /** {@code null} for any other statement, and for GRANT of a role. */
    static @Nullable GrantWords of(List<Token> tokens) {
        TokenCursor cursor = new TokenCursor(tokens);
        if (!cursor.accept("GRANT")) {
            return null;
        }
        boolean all = cursor.peek().is("ALL");
        boolean usage = cursor.peek().isAny("USAGE", "EXECUTE", "CONNECT", "TEMPORARY", "TEMP");
        if (!cursor.find("ON")) {
            return null;
        }
        boolean found = cursor.find("TO");
        return new GrantWords(all, found && cursor.mentions("PUBLIC"), usage);
    }
}
