// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * An error as the server reports it (PostgreSQL manual, 54.8 "Error and Notice Message Fields").
 *
 * @param state the SQLSTATE
 * @param message the primary message, in the language of the server's {@code lc_messages}
 * @param place where it happened
 * @param about the object that it is about
 * @param routine the function of the server's source code that reported it; not translated
 */
public record PgError(
        String state,
        String message,
        @Nullable String detail,
        @Nullable String hint,
        Place place,
        About about,
        @Nullable String routine) {

    /**
     * Where an error happened.
     *
     * @param position where in the statement that was sent, in characters from 1; 0 if the server does not say
     * @param internalQuery the statement that a function has generated and that failed
     * @param internalPosition where in {@code internalQuery}, in characters from 1; 0 if the server does not say
     * @param context the functions and statements in which it happened, innermost first
     */
    public record Place(
            int position,
            @Nullable String internalQuery,
            int internalPosition,
            @Nullable String context) {}

    /** The object that an error is about. */
    public record About(
            @Nullable String schema,
            @Nullable String table,
            @Nullable String column,
            @Nullable String constraint) {}

    public int position() {
        return place.position();
    }

    public @Nullable String internalQuery() {
        return place.internalQuery();
    }

    public int internalPosition() {
        return place.internalPosition();
    }

    public @Nullable String context() {
        return place.context();
    }

    public @Nullable String schema() {
        return about.schema();
    }

    public @Nullable String table() {
        return about.table();
    }

    public @Nullable String column() {
        return about.column();
    }

    public @Nullable String constraint() {
        return about.constraint();
    }

    /** What the server said; empty if the failure is the driver's own, such as a lost connection. */
    public static Optional<PgError> of(SQLException failure) {
        return failure instanceof PSQLException fromDriver
                ? Optional.ofNullable(fromDriver.getServerErrorMessage()).map(PgError::of)
                : Optional.empty();
    }

    /** What the server said, or {@code null}. */
    public static @Nullable PgError orNull(SQLException failure) {
        return of(failure).orElse(null);
    }

    private static PgError of(ServerErrorMessage server) {
        return new PgError(
                text(server.getSQLState()),
                text(server.getMessage()),
                server.getDetail(),
                server.getHint(),
                new Place(
                        server.getPosition(),
                        server.getInternalQuery(),
                        server.getInternalPosition(),
                        server.getWhere()),
                new About(server.getSchema(), server.getTable(), server.getColumn(), server.getConstraint()),
                server.getRoutine());
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : field;
    }
}
