// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.sql.SQLException;

/** The SQLSTATEs that the engine reacts to (PostgreSQL manual, appendix A). */
public final class SqlState {

    public static final String UNDEFINED_TABLE = "42P01";
    public static final String UNDEFINED_FUNCTION = "42883";
    public static final String UNDEFINED_COLUMN = "42703";
    public static final String DATATYPE_MISMATCH = "42804";
    public static final String INSUFFICIENT_PRIVILEGE = "42501";
    public static final String READ_ONLY_TRANSACTION = "25006";
    public static final String ACTIVE_TRANSACTION = "25001";
    public static final String INVALID_TRANSACTION_TERMINATION = "2D000";
    public static final String UNSAFE_NEW_ENUM_VALUE = "55P04";
    public static final String OBJECT_IN_USE = "55006";
    public static final String LOCK_NOT_AVAILABLE = "55P03";
    public static final String DEADLOCK = "40P01";
    public static final String SERIALIZATION_FAILURE = "40001";
    public static final String QUERY_CANCELED = "57014";
    public static final String DIVISION_BY_ZERO = "22012";
    public static final String UNTRANSLATABLE_CHARACTER = "22P05";
    public static final String CHARACTER_NOT_IN_REPERTOIRE = "22021";
    public static final String IDLE_IN_TRANSACTION_TIMEOUT = "25P03";
    public static final String TRANSACTION_TIMEOUT = "25P04";
    public static final String ADMIN_SHUTDOWN = "57P01";
    public static final String IDLE_SESSION_TIMEOUT = "57P05";
    public static final String INVALID_SCHEMA = "3F000";
    public static final String INTERNAL_ERROR = "XX000";
    public static final String UNIQUE_VIOLATION = "23505";
    public static final String INVALID_PARAMETER_VALUE = "22023";

    private SqlState() {}

    /**
     * Whether this failure is that the connection is gone: the driver itself has found it so, be it after a last
     * message of the server.
     *
     * <p>The SQLSTATE alone does not tell. A statement may fail with class 08, since its own connection to another
     * server fails ({@code CREATE SUBSCRIPTION}, {@code dblink}, {@code IMPORT FOREIGN SCHEMA}), and {@code RAISE} may
     * use any code.
     */
    public static boolean connectionLost(SQLException e) {
        for (SQLException one = e; one != null; one = one.getNextException()) {
            boolean fromServer = PgError.of(one).isPresent();
            if (!fromServer && of(one).startsWith("08")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the same transaction may go through when it is retried. */
    public static boolean worthRetrying(SQLException e) {
        String state = of(e);
        return LOCK_NOT_AVAILABLE.equals(state)
                || DEADLOCK.equals(state)
                || SERIALIZATION_FAILURE.equals(state)
                || catalogConflict(e);
    }

    /**
     * Whether another session has written the same row of a system catalog at the same time: two services that
     * {@code GRANT} on one object, or create one object {@code IF NOT EXISTS}. PostgreSQL reports the first as an
     * internal error, whose message is not translated, and the second as a duplicate key of a catalog's index.
     */
    public static boolean catalogConflict(SQLException e) {
        PgError message = PgError.orNull(e);
        if (message == null) {
            return false;
        }
        return switch (of(e)) {
            case INTERNAL_ERROR ->
                "tuple concurrently updated".equals(message.message())
                        || "tuple concurrently deleted".equals(message.message());
            case UNIQUE_VIOLATION -> "pg_catalog".equals(message.schema());
            default -> false;
        };
    }

    /** The SQLSTATE, or an empty text. */
    public static String of(SQLException e) {
        String state = e.getSQLState();
        return state == null ? "" : state;
    }
}
