// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.sql.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name in {@code CREATE DATABASE name}, {@code DROP TABLESPACE IF EXISTS name} and the like, as PostgreSQL keeps
 * it.
 */
final class ObjectNames {

    private ObjectNames() {}

    static String of(Statement statement) {
        List<Token> tokens = statement.tokens();
        int at = 2;
        while (at + 1 < tokens.size() && tokens.get(at).isAny("IF", "NOT", "EXISTS")) {
            at++;
        }
        return tokens.get(at).name();
    }

    /** The name as it stands in SQL. */
    static String qualified(@Nullable String schema, @Nullable String name) {
        String last = name == null ? "" : name;
        return schema == null ? Sql.name(last) : Sql.name(schema, last);
    }
}
