// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.index;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.CommandParser;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.Tokens;
import java.util.Optional;

/**
 * A primary key of one column, and the SQL that makes it.
 *
 * @param table the table, quoted, with its schema
 * @param name the constraint's name, quoted
 * @param column the column, quoted
 */
public record PrimaryKey(String table, String name, String column) {

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
        return CommandParser.parse(Tokens.of(statement)) instanceof Command.AlterTable alter
                        && alter.name().schema() != null
                        && alter.actions().size() == 1
                        && alter.actions().get(0) instanceof TableAction.AddConstraint add
                ? made(Sql.name(alter.name().schema(), alter.name().name()), add.constraint())
                        .filter(key -> key.statement().equals(statement))
                : Optional.empty();
    }

    private static Optional<PrimaryKey> made(String table, Constraint constraint) {
        return constraint.kind() == Constraint.Kind.PRIMARY_KEY
                        && constraint.name() != null
                        && constraint.columns().size() == 1
                ? Optional.of(new PrimaryKey(
                        table,
                        Sql.name(constraint.name()),
                        Sql.name(constraint.columns().get(0))))
                : Optional.empty();
    }
}
