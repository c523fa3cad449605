// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.options;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a configured schema or table that can only be a mistake, before anything is asked of a server: PostgreSQL
 * would cut a name that is too long and take quotes and dots for a part of the name (manual, 4.1.1).
 */
final class HistoryNames {

    /** The history table's name where none is configured. */
    static final String DEFAULT_TABLE = "fraiseql_migrations";

    /** The longest name in PostgreSQL, in bytes. */
    private static final int LONGEST = 63;

    private static final String LOG_SUFFIX = "_log";

    private HistoryNames() {}

    /**
     * Refuses names that the history cannot have.
     *
     * @throws MigrateException BAD_CONFIGURATION
     */
    static void check(@Nullable String schema, String table) {
        if (schema != null) {
            checkOne("schema", schema, LONGEST);
            if (schema.startsWith("pg_") || schema.equals("information_schema")) {
                throw bad("schema", schema, "is PostgreSQL's own", "Name the schema that the history is to be in.");
            }
        }
        checkOne("table", table, LONGEST - (table.equals(DEFAULT_TABLE) ? 0 : LOG_SUFFIX.length()));
        if (table.indexOf('.') >= 0) {
            throw bad(
                    "table",
                    table,
                    "has a dot in it",
                    "Name the table alone, and its schema with --schema (fraiseql.migrate.schema).");
        }
    }

    private static void checkOne(String what, String name, int longest) {
        if (name.isBlank()) {
            throw bad(what, name, "is empty", "Name the " + what + ", or leave the option out for its default.");
        }
        if (name.indexOf('"') >= 0) {
            throw bad(
                    what,
                    name,
                    "has quotes in it",
                    "Write the name as it is in the catalog, without quotes: " + name.replace("\"", "") + ".");
        }
        if (!name.equals(name.strip()) || name.chars().anyMatch(Character::isISOControl)) {
            throw bad(what, name, "has blanks around it or control characters in it", "Remove them.");
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > longest) {
            throw bad(
                    what,
                    name,
                    "is " + bytes + " bytes long, " + (bytes - longest) + " more than PostgreSQL allows"
                            + (longest < LONGEST ? " together with the " + LOG_SUFFIX + " of its log table" : ""),
                    "Give a name of " + longest + " bytes or less.");
        }
    }

    private static MigrateException bad(String what, String name, String why, String action) {
        return new MigrateException(
                FailureCode.BAD_CONFIGURATION, "The " + what + " of the history, '" + name + "', " + why + ".", action);
    }
}
