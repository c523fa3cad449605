// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import com.fraiseql.migrate.failure.FailureCode;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** No PostgreSQL server answered: the network, the name service, or another program at that port. */
final class NetworkFailure {

    private static final String REFUSED =
            "Connection to {0} refused. Check that the hostname and port are correct and that the postmaster is "
                    + "accepting TCP/IP connections.";

    private NetworkFailure() {}

    static ConnectFailure of(Throwable first, Throwable failure) {
        UnknownHostException unknown = ConnectFailure.cause(failure, UnknownHostException.class);
        if (unknown != null && String.valueOf(unknown.getMessage()).contains("@")) {
            return new ConnectFailure(
                    FailureCode.BAD_CONFIGURATION,
                    "The JDBC URL has a user before the host, which the driver takes for a part of the host's name.",
                    "Write jdbc:postgresql://host:5432/database, and give the user and the password beside it.",
                    failure);
        }
        if (unknown != null) {
            return failure(
                    "the host " + host(unknown) + " is unknown",
                    "Correct the host in the URL, or check that this machine's name service knows it.",
                    failure);
        }
        DriverText said = new DriverText(first.getMessage());
        ConnectException refused = ConnectFailure.cause(failure, ConnectException.class);
        if (refused != null) {
            String where = said.is(REFUSED) ? said.argument(REFUSED) : null;
            String reason = ConnectFailure.firstLine(refused.getMessage());
            boolean timedOut = reason.contains("timed out");
            return failure(
                    timedOut
                            ? "nothing answers" + at(where) + " in time"
                            : "nothing listens" + at(where) + ": " + reason,
                    timedOut
                            ? "Check the host and port in the URL, and the firewalls on the way."
                            : "Check the host and port in the URL, and that the server runs and listens there"
                                    + " (listen_addresses).",
                    failure);
        }
        if (ConnectFailure.cause(failure, SocketTimeoutException.class) != null
                || said.is("Connection attempt timed out.")) {
            return failure(
                    "it did not answer in time",
                    "Check the host and port in the URL and the firewalls on the way, or raise connect_timeout "
                            + "(connectTimeout and loginTimeout in a JDBC URL).",
                    failure);
        }
        if (ConnectFailure.cause(failure, NoRouteToHostException.class) != null) {
            return failure(
                    "there is no route to it", "Check the host in the URL, and the network of this machine.", failure);
        }
        if (ConnectFailure.cause(failure, EOFException.class) != null
                || ConnectFailure.cause(failure, SocketException.class) != null) {
            return failure(
                    "the connection was closed before the login was over",
                    "Check that the port in the URL is PostgreSQL's (or its pooler's), and look into the log there.",
                    failure);
        }
        String state = first instanceof SQLException sql ? SqlState.of(sql) : "";
        if (state.equals("08P01")) {
            return failure(
                    "what answers there does not speak PostgreSQL's protocol",
                    "Check that the port in the URL is PostgreSQL's.",
                    failure);
        }
        if (first instanceof SQLTransientConnectionException
                && ConnectFailure.cause(failure, PSQLException.class) == null) {
            return new ConnectFailure(
                    FailureCode.UNREACHABLE,
                    "The connection pool has no free connection: " + ConnectFailure.firstLine(first.getMessage()) + ".",
                    "Return connections to the pool, or make it larger; migrations need one connection of their own.",
                    failure);
        }
        if (ConnectFailure.cause(failure, PSQLException.class) == null) {
            return DataSourceFailure.failed(first, failure);
        }
        return failure(
                "no connection was made: " + ConnectFailure.firstLine(first.getMessage()),
                "Check the host and port in the URL, and that the server runs and accepts connections.",
                failure);
    }

    /** The driver's exception holds nothing but the name; Java's own goes on with a reason. */
    private static String host(UnknownHostException unknown) {
        String name = ConnectFailure.firstLine(unknown.getMessage());
        int colon = name.indexOf(": ");
        return colon < 0 ? name : name.substring(0, colon);
    }

    private static String at(@Nullable String where) {
        return where == null ? " there" : " at " + where;
    }

    private static ConnectFailure failure(String why, String action, Throwable cause) {
        return new ConnectFailure(FailureCode.UNREACHABLE, "The server cannot be reached: " + why + ".", action, cause);
    }
}
