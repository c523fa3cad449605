// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import java.util.List;

/**
 * What the server does to the rows that refer to a changed row (PostgreSQL manual, "Constraints", and CREATE TABLE).
 *
 * @param table the table whose rows refer, with its schema
 * @param action what happens to them
 * @param columns for an update the columns, in the order of the constraint; for a refusal those that the constraint
 *     would set to NULL although they are NOT NULL; otherwise empty
 * @param constraint the name of the foreign key
 * @param from the table that they refer to: that of the rule, or one that is itself changed by the server
 */
public record ServerEffect(String table, Action action, List<String> columns, String constraint, String from) {

    public ServerEffect {
        columns = List.copyOf(columns);
    }

    /** What the server does. */
    public enum Action {
        /** The rows are deleted. */
        DELETE,
        /** The columns are set to NULL. */
        SET_NULL,
        /** The columns get their defaults. */
        SET_DEFAULT,
        /** The columns get the new values. */
        UPDATE,
        /** The table is emptied as well by TRUNCATE … CASCADE; without CASCADE the statement is refused. */
        TRUNCATE,
        /** The statement is refused, or fails at COMMIT, as long as there are such rows. */
        REFUSE
    }
}
