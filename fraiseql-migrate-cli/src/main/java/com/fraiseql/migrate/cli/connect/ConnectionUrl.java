// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import com.fraiseql.migrate.failure.FailureCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes a connection URL apart, by the rules of the one who defines it.
 *
 * <ul>
 *   <li>{@code postgres://} and {@code postgresql://}: libpq's rules. What is missing comes from libpq's variables; a
 *       parameter that libpq does not know is an error.
 *   <li>{@code jdbc:postgresql:}: the driver's rules. A missing host is localhost, a missing port is 5432, and parameters
 *       have the driver's names.
 * </ul>
 *
 * @param keywords by libpq's names: host, port, dbname, user, password, service, passfile and the like
 * @param properties by the driver's names
 */
record ConnectionUrl(Map<String, String> keywords, Map<String, String> properties) {

    private static final String JDBC = "jdbc:postgresql:";

    static ConnectionUrl parse(String url, String origin) {
        String trimmed = url.strip();
        String lower = trimmed.toLowerCase(Locale.ROOT);
        if (lower.startsWith(JDBC)) {
            return jdbc(trimmed.substring(JDBC.length()));
        }
        if (lower.startsWith("postgres://") || lower.startsWith("postgresql://")) {
            return libpq(trimmed.substring(trimmed.indexOf("://") + 3), origin);
        }
        int colon = trimmed.indexOf(':');
        String scheme =
                colon < 0 ? "" : trimmed.substring(0, trimmed.startsWith("jdbc:") ? indexAfterJdbc(trimmed) : colon);
        boolean other = colon > 0 && !scheme.startsWith("postgres");
        throw new ConnectionProblem(
                other ? FailureCode.NOT_POSTGRESQL : FailureCode.BAD_CONFIGURATION,
                scheme.isEmpty()
                        ? "What " + origin + " says is not a URL"
                        : "The URL from " + origin + " begins with " + scheme + ":, which is not PostgreSQL's",
                "Write postgres://user@host:5432/database or jdbc:postgresql://host:5432/database.");
    }

    private static int indexAfterJdbc(String url) {
        int colon = url.indexOf(':', "jdbc:".length());
        return colon < 0 ? "jdbc".length() : colon;
    }

    private static ConnectionUrl libpq(String rest, String origin) {
        ConnectionUrl url = new ConnectionUrl(new LinkedHashMap<>(), new LinkedHashMap<>());
        int question = rest.indexOf('?');
        String front = question < 0 ? rest : rest.substring(0, question);
        int slash = pathStart(front);
        String authority = slash < 0 ? front : front.substring(0, slash);
        String path = slash < 0 ? "" : front.substring(slash + 1);

        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String credentials = authority.substring(0, at);
            int colon = credentials.indexOf(':');
            url.put("user", decode(colon < 0 ? credentials : credentials.substring(0, colon)));
            url.put("password", colon < 0 ? "" : decode(credentials.substring(colon + 1)));
        }
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        splitHosts(authority.substring(at + 1), hosts, ports, origin);
        url.put("host", decode(String.join(",", hosts)));
        url.put("port", joinPorts(ports));
        url.put("dbname", decode(path));

        if (question >= 0) {
            for (String pair : rest.substring(question + 1).split("&", -1)) {
                if (!pair.isEmpty()) {
                    url.libpqParameter(pair, origin);
                }
            }
        }
        return url;
    }

    private void libpqParameter(String pair, String origin) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            throw new ConnectionProblem(
                    "The URL from " + origin + " has a parameter without a value: " + decode(pair),
                    "Write it as name=value.");
        }
        String name = decode(pair.substring(0, equals));
        String value = decode(pair.substring(equals + 1));
        switch (name) {
            case "host", "hostaddr", "port", "dbname", "user", "password", "service", "passfile" -> put(name, value);
            case "ssl" -> {
                // libpq takes this JDBC parameter, and only with this value
                if (value.equals("true")) {
                    properties.put("sslmode", "require");
                }
            }
            default -> {
                if (!Keywords.toDriver(name, value, properties)) {
                    throw new ConnectionProblem(
                            "The URL from " + origin + " has a parameter that PostgreSQL does not know: " + name,
                            "Take it out; it belongs to another program, and a schema is given by --schema.");
                }
            }
        }
    }

    private static ConnectionUrl jdbc(String rest) {
        ConnectionUrl url = new ConnectionUrl(new LinkedHashMap<>(), new LinkedHashMap<>());
        int question = rest.indexOf('?');
        String front = question < 0 ? rest : rest.substring(0, question);
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        if (front.startsWith("//")) {
            int slash = front.indexOf('/', 2);
            splitHosts(slash < 0 ? front.substring(2) : front.substring(2, slash), hosts, ports, "--url");
            url.put("dbname", slash < 0 ? "" : plusDecode(front.substring(slash + 1)));
        } else {
            hosts.add("");
            ports.add("");
            url.put("dbname", front.equals("/") ? "" : plusDecode(front));
        }
        hosts.replaceAll(host -> host.isEmpty() ? "localhost" : host);
        ports.replaceAll(port -> port.isEmpty() ? "5432" : port);
        url.put("host", String.join(",", hosts));
        url.put("port", String.join(",", ports));
        if (question >= 0) {
            for (String pair : rest.substring(question + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : plusDecode(pair.substring(equals + 1));
                switch (name) {
                    case "" -> {}
                    case "user", "password", "service" -> url.put(name, value);
                    default -> url.properties.put(name, value);
                }
            }
        }
        return url;
    }

    private void put(String keyword, String value) {
        if (!value.isEmpty()) {
            keywords.put(keyword, value);
        }
    }

    /** The slash that ends the authority; a password that somebody forgot to escape may hold others, before an @. */
    private static int pathStart(String front) {
        int at = front.lastIndexOf('@');
        return front.indexOf('/', Math.max(at, 0));
    }

    private static void splitHosts(String text, List<String> hosts, List<String> ports, String origin) {
        for (String part : text.split(",", -1)) {
            int end = 0;
            if (part.startsWith("[")) {
                end = part.indexOf(']');
                if (end < 0) {
                    throw new ConnectionProblem(
                            "The URL from " + origin + " opens an IPv6 address with [ and does not close it",
                            "Write the address as [::1].");
                }
            }
            int colon = part.indexOf(':', end);
            String host = colon < 0 ? part : part.substring(0, colon);
            hosts.add(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
            ports.add(colon < 0 ? "" : part.substring(colon + 1));
        }
    }

    private static String joinPorts(List<String> ports) {
        for (String port : ports) {
            if (!port.isEmpty()) {
                return String.join(",", ports);
            }
        }
        return "";
    }

    private static String plusDecode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Percent escapes only: libpq leaves a plus alone. */
    private static String decode(String text) {
        return text.indexOf('%') < 0 ? text : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
