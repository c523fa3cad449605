// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.url;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the driver takes for a URL of either kind, where libpq's files, variables and sockets do not count: in an
 * application.
 *
 * @param url a JDBC URL, without user and password if it is PostgreSQL's
 * @param user the user in the URL, {@code null} where there is none
 * @param password the password in the URL, {@code null} where there is none
 * @param properties further properties, by the driver's names
 */
public record DriverUrl(
        String url, @Nullable String user, @Nullable String password, Map<String, String> properties) {

    private static final String POSTGRESQL = "jdbc:postgresql:";

    /**
     * Reads a URL.
     *
     * @param origin who says it, for an error: the name of a property
     * @param warnings gets sentences that the operator should see
     * @throws ConnectionProblem if it cannot be right; its sentences hold no part of the URL that could be a password
     */
    public static DriverUrl of(String url, String origin, List<String> warnings) {
        String text = url.strip();
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("jdbc:") && !lower.startsWith(POSTGRESQL)) {
            // a driver that wraps PostgreSQL's, or another database's, which is refused when it is connected to
            return new DriverUrl(text, null, null, Map.of());
        }
        ConnectionUrl parsed = ConnectionUrlParser.parse(text, origin, warnings);
        String hosts = hosts(parsed.keywords(), origin);
        String user = parsed.keywords().get("user");
        if (!parsed.libpq()) {
            return new DriverUrl(withoutUser(text), user, parsed.keywords().get("password"), Map.of());
        }
        String database = parsed.keywords().getOrDefault("dbname", user == null ? "" : user);
        return new DriverUrl(
                POSTGRESQL + "//" + hosts + "/" + Percent.encode(database),
                user,
                parsed.keywords().get("password"),
                new LinkedHashMap<>(parsed.properties()));
    }

    /**
     * A JDBC URL without its parameters user and password, which the driver would prefer to a user that is given beside
     * it.
     */
    public static String withoutUser(String url) {
        int question = url.indexOf('?');
        if (question < 0) {
            return url;
        }
        String rest = Arrays.stream(url.substring(question + 1).split("&", -1))
                .filter(pair -> !pair.startsWith("user=") && !pair.startsWith("password="))
                .collect(Collectors.joining("&"));
        return url.substring(0, question) + (rest.isEmpty() ? "" : "?" + rest);
    }

    private static String hosts(Map<String, String> keywords, String origin) {
        for (String file : List.of("service", "passfile")) {
            if (keywords.containsKey(file)) {
                throw new ConnectionProblem(
                        "The URL from " + origin + " has the parameter " + file
                                + ", whose file only libpq and the command read.",
                        "Write the host, the database and the user into the URL, and give the password by its own "
                                + "property.");
            }
        }
        String[] names = keywords.getOrDefault("hostaddr", keywords.getOrDefault("host", "localhost"))
                .split(",", -1);
        String[] ports = keywords.getOrDefault("port", "5432").split(",", -1);
        if (ports.length != 1 && ports.length != names.length) {
            throw new ConnectionProblem(
                    "The URL from " + origin + " has " + names.length + " hosts and " + ports.length + " ports.",
                    "Give one port for all hosts, or as many as there are hosts.");
        }
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            String name = names[i].isBlank() ? "localhost" : names[i].strip();
            if (name.startsWith("/") || name.startsWith("@")) {
                throw new ConnectionProblem(
                        "The URL from " + origin + " names a socket directory, which an application cannot connect to.",
                        "Name a host, for instance localhost.");
            }
            String port = port(ports.length == 1 ? ports[0] : ports[i], origin);
            hosts.add((name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port);
        }
        return String.join(",", hosts);
    }

    private static String port(String text, String origin) {
        String digits = text.isBlank() ? "5432" : text.strip();
        boolean number = digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > 65535) {
            // what stands there may be a piece of a password
            throw new ConnectionProblem(
                    "The URL from " + origin + " has a port that is no number from 1 to 65535.",
                    "Write postgres://user@host:5432/database; a : or / in a password is written as %3A or %2F.");
        }
        return digits;
    }

    /** Without the password and without properties, which may hold another one. */
    @Override
    public String toString() {
        return "DriverUrl[user=" + user + "]";
    }
}
