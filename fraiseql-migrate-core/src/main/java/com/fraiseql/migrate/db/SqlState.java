// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

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
    public static final String INVALID_SCHEMA = "3F000";

    private SqlState() {}

    /** Whether the connection is gone: class 08, and the shutdowns and terminations of class 57. */
    public static boolean connectionLost(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.equals("57P01")
                        || state.equals("57P02")
                        || state.equals("57P03")
                        || state.equals("57P05")
                        || state.equals("25P03"));
    }

    /** Whether the same transaction may go through when it is tried again. */
    public static boolean worthRetrying(@Nullable String state) {
        return LOCK_NOT_AVAILABLE.equals(state) || DEADLOCK.equals(state) || SERIALIZATION_FAILURE.equals(state);
    }

    /** The SQLSTATE, or an empty text. */
    public static String of(SQLException e) {
        String state = e.getSQLState();
        return state == null ? "" : state;
    }
}
