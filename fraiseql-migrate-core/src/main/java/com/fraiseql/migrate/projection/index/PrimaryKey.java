// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.index;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A primary key of one column, and the SQL that makes it.
 *
 * @param table the table, quoted, with its schema
 * @param name the constraint's name, quoted
 * @param column the column, quoted
 */
public record PrimaryKey(String table, String name, String column) {

    /** A quoted name, as a pattern. */
    static final String NAME = "\"(?:[^\"]|\"\")+\"";

    private static final Pattern STATEMENT = Pattern.compile(
            "ALTER TABLE (" + NAME + "\\." + NAME + ") ADD CONSTRAINT (" + NAME + ") PRIMARY KEY \\((" + NAME + ")\\)");

    /** The whole statement, as it is recorded while the key is deferred; the operator can execute it. */
    String statement() {
        return "ALTER TABLE " + table + " ADD CONSTRAINT " + name + " PRIMARY KEY (" + column + ")";
    }

    /** The first half: a unique index, which can be built beside others. */
    String indexStatement() {
        return "CREATE UNIQUE INDEX IF NOT EXISTS " + name + " ON " + table + " (" + column + ")";
    }

    /** The second half, which takes no time. */
    String constraintStatement() {
        return "ALTER TABLE " + table + " ADD CONSTRAINT " + name + " PRIMARY KEY USING INDEX " + name;
    }

    public static boolean isOne(String statement) {
        return of(statement).isPresent();
    }

    /** The key that {@link #statement} makes; nothing if it is another statement. */
    static Optional<PrimaryKey> of(String statement) {
        Matcher matcher = STATEMENT.matcher(statement);
        return matcher.matches()
                ? Optional.of(new PrimaryKey(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }
}
