// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

import org.jspecify.annotations.Nullable;

/**
 * Something in the database that keeps a maintained table from being right.
 *
 * @param table the {@code tv_} with its schema, {@code null} if it concerns all of them
 * @param kind what kind of problem it is
 * @param message what was found, in a sentence
 * @param advice what to do, in a sentence
 */
public record IvmProblem(@Nullable String table, Kind kind, String message, String advice) {

    /** The kinds of problems; their names are stable. */
    public enum Kind {
        /** Queue rows that no transaction will work on: changes that were not maintained. */
        ORPHANED_QUEUE_ROWS,
        TRIGGER_DISABLED,
        TRIGGER_MISSING,
        PARTITION_WITHOUT_TRIGGERS,
        /** The view, or something that it is made of, has changed since the maintenance was generated. */
        DEFINITION_CHANGED,
        /** A generated function or trigger has been changed or dropped. */
        GENERATED_SQL_CHANGED,
        /** A base table receives rows by logical replication, for which statement triggers do not fire. */
        REPLICATED
    }
}
