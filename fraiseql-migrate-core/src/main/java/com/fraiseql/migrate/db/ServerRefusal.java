// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import com.fraiseql.migrate.failure.FailureCode;
import java.util.TimeZone;

/**
 * The server answered and refused the connection. SQLSTATE says what kind it is; where one of them stands for several
 * (28000, 42501), the C function that raised it does, since the message itself may be in any language.
 */
final class ServerRefusal {

    private static final String CHECK_MY_DATABASE = "CheckMyDatabase";

    private ServerRefusal() {}

    static ConnectFailure of(String state, PgError server, Throwable cause) {
        String said = said(server);
        return switch (state) {
            case "28P01" ->
                new ConnectFailure(
                        FailureCode.AUTHENTICATION,
                        "The server did not accept the password: " + said + ".",
                        "Correct the user or the password; a password that has expired (ALTER ROLE … VALID UNTIL) "
                                + "is refused in the same words.",
                        cause);
            case "28000" -> authorization(server, said, cause);
            case "3D000" ->
                new ConnectFailure(
                        FailureCode.UNREACHABLE,
                        "The database does not exist: " + said + ".",
                        "Create the database or correct its name in the URL.",
                        cause);
            case "53300" -> tooManyConnections(server, said, cause);
            case "57P03", "57P01", "57P02" ->
                new ConnectFailure(
                        FailureCode.UNREACHABLE,
                        "The server does not accept connections at the moment: " + said + ".",
                        "Wait until the server accepts connections (pg_isready tells) and run again.",
                        cause);
            case "55000" ->
                new ConnectFailure(
                        FailureCode.UNREACHABLE,
                        "The database does not accept connections: " + said + ".",
                        "Connect to another database, or let an owner of this one allow it: ALTER DATABASE … "
                                + "ALLOW_CONNECTIONS true.",
                        cause);
            case SqlState.INSUFFICIENT_PRIVILEGE ->
                CHECK_MY_DATABASE.equals(server.routine())
                        ? new ConnectFailure(
                                FailureCode.INSUFFICIENT_PRIVILEGE,
                                "The user may not connect to the database: " + said + ".",
                                "Let an owner of the database grant it: GRANT CONNECT ON DATABASE … TO ….",
                                cause)
                        : option(said, cause);
            case SqlState.INVALID_PARAMETER_VALUE ->
                said.contains("TimeZone") ? timeZone(said, cause) : option(said, cause);
            case "42704", "42601", "42602", "42P02" -> option(said, cause);
            default ->
                new ConnectFailure(
                        FailureCode.UNREACHABLE,
                        "The server refused the connection: " + said + ".",
                        "Correct what it names; the log of the server, or of the pooler in front of it, may say more.",
                        cause);
        };
    }

    /** Message and detail: {@code the database system is not accepting connections (Hot standby mode is disabled)}. */
    private static String said(PgError server) {
        String message = ConnectFailure.firstLine(server.message());
        String detail = server.detail();
        return detail == null ? message : message + " (" + ConnectFailure.firstLine(detail) + ")";
    }

    private static ConnectFailure authorization(PgError server, String said, Throwable cause) {
        String routine = String.valueOf(server.routine());
        // the words are PostgreSQL's in English; where they are in another language, the advice covers both
        if (routine.equals("InitializeSessionUserId")) {
            String action = "Create the role, let a superuser run ALTER ROLE … LOGIN, or connect as another user.";
            if (said.contains("does not exist")) {
                action = "Create the role with LOGIN or correct the user; where none is given, it is the operating "
                        + "system's user.";
            } else if (said.contains("not permitted")) {
                action = "Let a superuser run ALTER ROLE … LOGIN, or connect as another user.";
            }
            return new ConnectFailure(
                    FailureCode.AUTHENTICATION, "The user cannot log in: " + said + ".", action, cause);
        }
        if (routine.equals("ClientAuthentication") && said.contains("client certificate")) {
            return new ConnectFailure(
                    FailureCode.AUTHENTICATION,
                    "The server asks for a client certificate: " + said + ".",
                    "Give a certificate and its key with sslcert and sslkey, signed by an authority that the server "
                            + "trusts.",
                    cause);
        }
        if (routine.equals("ClientAuthentication")) {
            return new ConnectFailure(
                    FailureCode.AUTHENTICATION,
                    "The server's pg_hba.conf does not allow this connection: " + said + ".",
                    "Add a line for this host, user, database and encryption to pg_hba.conf and reload the server; "
                            + "if it only allows encrypted connections (hostssl), connect with sslmode=require.",
                    cause);
        }
        if (said.startsWith("Peer ") || said.startsWith("Ident ")) {
            return new ConnectFailure(
                    FailureCode.AUTHENTICATION,
                    "The server compares the database user with the operating system's, and they differ: " + said + ".",
                    "Run as that operating system user, map the two in pg_ident.conf, or connect over TCP with a "
                            + "password (a host in the URL).",
                    cause);
        }
        return new ConnectFailure(
                FailureCode.AUTHENTICATION,
                "The server refused the login: " + said + ".",
                "Check the user, what it logs in with, and the server's pg_hba.conf.",
                cause);
    }

    private static ConnectFailure tooManyConnections(PgError server, String said, Throwable cause) {
        String action = "Close other connections, or raise max_connections and restart the server.";
        if ("InitializeSessionUserId".equals(server.routine())) {
            action = "Close connections of this role, or raise its limit: ALTER ROLE … CONNECTION LIMIT ….";
        } else if (CHECK_MY_DATABASE.equals(server.routine())) {
            action = "Close connections to this database, or raise its limit: ALTER DATABASE … CONNECTION LIMIT ….";
        }
        return new ConnectFailure(
                FailureCode.UNREACHABLE, "The server has no free connection: " + said + ".", action, cause);
    }

    /** What was sent with the connection, such as {@code options=-c nosuch=1}. */
    private static ConnectFailure option(String said, Throwable cause) {
        return new ConnectFailure(
                FailureCode.BAD_CONFIGURATION,
                "The server refused a setting that the connection asks for: " + said + ".",
                "Correct the settings in options (in the URL or PGOPTIONS) and the URL's other parameters.",
                cause);
    }

    private static ConnectFailure timeZone(String said, Throwable cause) {
        return new ConnectFailure(
                FailureCode.BAD_CONFIGURATION,
                "The server refused the connection, since it does not know the time zone of this JVM, "
                        + TimeZone.getDefault().getID() + ", which the driver sends: " + said + ".",
                "Run with one that the server knows, for instance -Duser.timezone=UTC, or update the server's time "
                        + "zone data.",
                cause);
    }
}
