// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import java.util.List;

/** Which way ALTER TABLE turns row security. */
final class RowSecurity {

    private RowSecurity() {}

    static boolean enables(List<Token> tokens) {
        return new TokenCursor(tokens).find("ENABLE", "ROW", "LEVEL", "SECURITY");
    }

    static boolean disables(List<Token> tokens) {
        return new TokenCursor(tokens).find("DISABLE", "ROW", "LEVEL", "SECURITY");
    }
}
