// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import com.fraiseql.migrate.failure.FailureCode;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The driver refused by itself: a parameter that cannot be right, or a login that it will not send. */
final class DriverRefusal {

    private static final List<String> NO_PASSWORD = List.of(
            "The server requested SCRAM-based authentication, but no password was provided.",
            "The server requested SCRAM-based authentication, but the password is an empty string.",
            "The server requested password-based authentication, but no password was provided.",
            "The server requested password-based authentication, but no password was provided by plugin {0}");
    private static final List<String> CHANNEL_BINDING = List.of(
            "Channel Binding is required, but SSL is not in use",
            "Channel Binding is required, but server did not offer an authentication method that supports channel "
                    + "binding",
            "Channel Binding is required, but could not extract channel binding data from SSL session",
            "Channel Binding is required, but the negotiated SCRAM mechanism \"{0}\" does not use channel binding.",
            "Channel Binding is required, but the server certificate signature algorithm \"{0}\" does not support"
                    + " tls-server-end-point channel binding (RFC 5929). Use a server certificate signed with RSA "
                    + "or ECDSA.",
            "Channel binding is required, but server skipped authentication. Channel binding is only supported with "
                    + "SCRAM authentication over encrypted connections.",
            "Channel binding is required, but server requested ''{0}'' authentication. Channel binding is only "
                    + "supported with SCRAM authentication over encrypted connections.");
    private static final List<String> BAD_VALUE = List.of(
            "Invalid sslmode value: {0}",
            "Invalid sslNegotiation value: {0}",
            "Invalid gssEncMode value: {0}",
            "Invalid channelBinding value: {0}",
            "Invalid targetServerType value: {0}",
            "Invalid authentication method: {0}");

    private DriverRefusal() {}

    static @Nullable ConnectFailure of(SQLException sql, Throwable cause) {
        DriverText said = new DriverText(sql.getMessage());
        if (said.isOneOf(NO_PASSWORD)) {
            return new ConnectFailure(
                    FailureCode.AUTHENTICATION,
                    "The server asks for a password, and there is none.",
                    "Give the password in the URL or beside it; the command also looks for it in PGPASSWORD and in "
                            + "~/.pgpass.",
                    cause);
        }
        if (said.isOneOf(CHANNEL_BINDING)) {
            return new ConnectFailure(
                    FailureCode.AUTHENTICATION,
                    "The connection requires SCRAM channel binding, which this server or connection does not offer: "
                            + ConnectFailure.firstLine(sql.getMessage()) + ".",
                    "Connect with TLS to a server that asks for scram-sha-256, or set channel_binding "
                            + "(channelBinding in a JDBC URL) to prefer.",
                    cause);
        }
        if (said.is("Authentication method is not allowed by requireAuth")) {
            return new ConnectFailure(
                    FailureCode.AUTHENTICATION,
                    "The server asks for a way to log in that require_auth (requireAuth in a JDBC URL) does not allow.",
                    "Allow it there, or change the server's pg_hba.conf.",
                    cause);
        }
        if (said.is("The authentication type {0} is not supported. Check that you have configured the pg_hba.conf file "
                + "to include the client''s IP address or subnet, and that it is using an authentication scheme "
                + "supported by the driver.")) {
            return new ConnectFailure(
                    FailureCode.AUTHENTICATION,
                    "The server asks for a way to log in that the JDBC driver does not know.",
                    "Ask for scram-sha-256 or cert in the server's pg_hba.conf.",
                    cause);
        }
        if (said.is("Could not find a server with specified targetServerType: {0}")) {
            return new ConnectFailure(
                    FailureCode.UNREACHABLE,
                    "None of the hosts is a server of the kind that is asked for (target_session_attrs, or "
                            + "targetServerType="
                            + said.argument("Could not find a server with specified targetServerType: {0}")
                            + " in a JDBC URL).",
                    "Name the primary's host, or wait until one of the hosts is promoted; migrations need a primary.",
                    cause);
        }
        if (said.is("Unable to parse URL {0}")) {
            return badConfiguration("The driver cannot read the JDBC URL", cause);
        }
        if (said.isOneOf(BAD_VALUE) || SqlState.of(sql).equals(SqlState.INVALID_PARAMETER_VALUE)) {
            return badConfiguration(
                    "A parameter of the connection has a value that the driver does not know: "
                            + ConnectFailure.firstLine(sql.getMessage()),
                    cause);
        }
        return null;
    }

    private static ConnectFailure badConfiguration(String what, Throwable cause) {
        return new ConnectFailure(
                FailureCode.BAD_CONFIGURATION,
                what + ".",
                "Correct it in the URL or in the DataSource's properties "
                        + "(jdbc:postgresql://host:5432/database?user=…).",
                cause);
    }
}
