// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.session;

import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.sql.Words;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the finished part of a script had created in a session that has ended: temporary tables, prepared statements and
 * the like.
 */
public record LostWithSession(List<Thing> things) {

    public static final LostWithSession NOTHING = new LostWithSession(List.of());

    private static final Set<String> STATES = Set.of("42P01", "42883", "42704", "26000", "34000");

    public LostWithSession {
        things = List.copyOf(things);
    }

    /**
     * One of them.
     *
     * @param kind for instance {@code temporary table}
     */
    public record Thing(String kind, String name) {

        boolean isTable() {
            return kind.equals("temporary table");
        }

        /** Whether a text has its name as a word. */
        boolean isNamedIn(String text) {
            return Words.mention(text, name);
        }

        public String display() {
            return "the " + kind + " " + name;
        }
    }

    /** The one whose absence an error is about. */
    public Optional<Thing> missedBy(SQLException error) {
        if (!STATES.contains(SqlState.of(error))) {
            return Optional.empty();
        }
        String message = String.valueOf(error.getMessage());
        return things.stream().filter(thing -> thing.isNamedIn(message)).findFirst();
    }
}
