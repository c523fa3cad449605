// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.url;

import com.fraiseql.migrate.url.ConnectionUrl.Hosts;
import java.util.List;
import java.util.Locale;
import org.postgresql.PGProperty;

/** The driver's URL, without {@code jdbc:postgresql:}. */
final class JdbcUrl {

    private JdbcUrl() {}

    static ConnectionUrl parse(String rest, String origin, List<String> warnings) {
        ConnectionUrl url = new ConnectionUrl(false);
        int question = rest.indexOf('?');
        String front = question < 0 ? rest : rest.substring(0, question);
        int end = front.startsWith("//") ? front.indexOf('/', 2) : -1;
        String authority = !front.startsWith("//") ? "" : end < 0 ? front.substring(2) : front.substring(2, end);
        int at = rest.indexOf('@');
        // a raw ? or / in the password ends what looks like the authority before the @
        if (authority.indexOf('@') >= 0 || (at >= 0 && authority.indexOf(':') >= 0 && !isPort(authority))) {
            throw new ConnectionProblem(
                    "The JDBC URL from " + origin
                            + " has a user before the host, which the driver takes for a part of the host's name.",
                    "Write jdbc:postgresql://host:5432/database with the parameters user and password, or begin the "
                            + "URL with postgres://.");
        }
        Hosts hosts = Hosts.parse(authority, origin);
        String database =
                front.startsWith("//") ? (end < 0 ? "" : front.substring(end + 1)) : front.equals("/") ? "" : front;
        url.put("dbname", Percent.plusDecode(database, "database", origin));
        hosts.names().replaceAll(host -> host.isEmpty() ? "localhost" : host);
        hosts.ports().replaceAll(port -> port.isEmpty() ? "5432" : port);
        url.put("host", String.join(",", hosts.names()));
        url.put("port", String.join(",", hosts.ports()));
        if (question >= 0) {
            for (String pair : rest.substring(question + 1).split("&", -1)) {
                parameter(url, pair, origin, warnings);
            }
        }
        return url;
    }

    private static boolean isPort(String authority) {
        return authority.substring(authority.lastIndexOf(':') + 1).chars().allMatch(Character::isDigit);
    }

    private static void parameter(ConnectionUrl url, String pair, String origin, List<String> warnings) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        boolean secret = name.toLowerCase(Locale.ROOT).contains("password");
        String value = equals < 0
                ? ""
                : Percent.plusDecode(pair.substring(equals + 1), secret ? "password" : "parameters", origin);
        switch (name) {
            case "" -> {}
            case "user", "password", "service" -> url.put(name, value);
            default -> {
                url.properties().put(name, value);
                if (PGProperty.forName(name) == null) {
                    boolean maybeOfPassword = url.keywords().containsKey("password");
                    warnings.add("The JDBC URL from " + origin + " has a parameter that the driver does not know"
                            + (maybeOfPassword ? "" : " (" + name + ")")
                            + "; it is ignored. A & in a password is written as %26.");
                }
            }
        }
    }
}
