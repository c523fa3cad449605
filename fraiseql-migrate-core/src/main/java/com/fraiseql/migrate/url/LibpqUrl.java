// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.url;

import com.fraiseql.migrate.url.ConnectionUrl.Hosts;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * libpq's URL, without its scheme (PostgreSQL manual, 34.1.1.2 "Connection URIs").
 *
 * <p>Passwords are often pasted as they are. libpq takes some of the characters that a URL should escape, and so does
 * this: the user and the password end at the last {@code @} that a host can follow, whatever stands before it. Only
 * {@code %} must be escaped.
 */
final class LibpqUrl {

    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[^]/@]*]|[^:@/?\\[\\]]*)(:\\d*)?(,(\\[[^]/@]*]|[^:@/?\\[\\]]*)(:\\d*)?)*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
    /** What other programs call the schema to work in. */
    private static final Set<String> SCHEMA_NAMES =
            Set.of("search_path", "searchpath", "currentschema", "schema", "current_schema");

    private final String origin;
    private final ConnectionUrl url = new ConnectionUrl(true);
    private boolean passwordSeen;

    private LibpqUrl(String origin) {
        this.origin = origin;
    }

    static ConnectionUrl parse(String rest, String origin) {
        return new LibpqUrl(origin).parse(rest);
    }

    private ConnectionUrl parse(String rest) {
        int at = userEnd(rest);
        if (at >= 0) {
            String user = rest.substring(0, at);
            int colon = user.indexOf(':');
            url.put("user", Percent.decode(colon < 0 ? user : user.substring(0, colon), "user", origin));
            url.put("password", colon < 0 ? "" : Percent.decode(user.substring(colon + 1), "password", origin));
        }
        String tail = rest.substring(at + 1);
        int question = tail.indexOf('?');
        String front = question < 0 ? tail : tail.substring(0, question);
        int slash = front.indexOf('/');
        Hosts hosts = Hosts.parse(slash < 0 ? front : front.substring(0, slash), origin);
        url.put("host", Percent.decode(String.join(",", hosts.names()), "host", origin));
        url.put("port", hosts.anyPort() ? String.join(",", hosts.ports()) : "");
        url.put("dbname", slash < 0 ? "" : Percent.decode(front.substring(slash + 1), "database", origin));
        if (question >= 0) {
            for (String pair : tail.substring(question + 1).split("&", -1)) {
                if (!pair.isEmpty()) {
                    parameter(pair);
                }
            }
        }
        return url;
    }

    /** Where the user and the password end: the last {@code @} before a host and outside of the parameters, or -1. */
    private static int userEnd(String rest) {
        int last = -1;
        for (int at = rest.lastIndexOf('@'); at >= 0; at = rest.lastIndexOf('@', at - 1)) {
            String before = rest.substring(0, at);
            int slash = before.indexOf('/');
            boolean inPath = slash >= 0 && before.lastIndexOf(':', slash) < 0;
            if (!inPath && !inParameters(rest, at)) {
                if (AUTHORITY.matcher(authority(rest, at)).matches()) {
                    return at;
                }
                last = Math.max(last, at);
            }
        }
        return last;
    }

    private static String authority(String rest, int at) {
        int end = at + 1;
        while (end < rest.length() && "/?".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return rest.substring(at + 1, end);
    }

    /**
     * Whether that place is in the URL's parameters, and not in a password with a question mark: what stands before the
     * question mark is complete, and what follows it are parameters that libpq knows.
     */
    private static boolean inParameters(String rest, int place) {
        for (int question = rest.indexOf('?');
                question >= 0 && question < place;
                question = rest.indexOf('?', question + 1)) {
            String front = rest.substring(0, question);
            int at = front.lastIndexOf('@');
            if (AUTHORITY.matcher(authority(front, at)).matches() && areParameters(rest.substring(question + 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean areParameters(String text) {
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0 || !Keywords.known(pair.substring(0, equals))) {
                return false;
            }
        }
        return true;
    }

    private void parameter(String pair) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            throw new ConnectionProblem(
                    "The URL from " + origin + " has a parameter without a value" + quoted(pair) + ".",
                    "Write it as name=value; a & or ? in a password is written as %26 or %3F.");
        }
        String name = Percent.decode(pair.substring(0, equals), "parameters", origin);
        String value = Percent.decode(
                pair.substring(equals + 1), name.contains("password") ? "password" : "parameters", origin);
        passwordSeen |= name.contains("password");
        switch (name) {
            case "host", "hostaddr", "port", "dbname", "user", "password", "service", "passfile" ->
                url.put(name, value);
            case "ssl" -> {
                // libpq takes this JDBC parameter, and only with this value
                if (!value.equals("true")) {
                    throw new ConnectionProblem(
                            "The URL from " + origin + " has the parameter ssl, which can only be true.",
                            "Write sslmode=disable, prefer, require, verify-ca or verify-full instead.");
                }
                url.properties().put("sslmode", "require");
            }
            default -> {
                if (!Keywords.toDriver(name, value, name + " in the URL from " + origin, url.properties())) {
                    throw unknown(name, value);
                }
            }
        }
    }

    private ConnectionProblem unknown(String name, String value) {
        if (SCHEMA_NAMES.contains(name.toLowerCase(Locale.ROOT))) {
            String path = Percent.encode(value);
            return new ConnectionProblem(
                    "The URL from " + origin + " has a parameter that PostgreSQL does not know: " + name + ".",
                    "Write options=-csearch_path%3D" + path
                            + " to work in that schema; --schema only says where the history is.");
        }
        return new ConnectionProblem(
                "The URL from " + origin + " has a parameter that PostgreSQL does not know" + quoted(name) + ".",
                "Remove it; it belongs to another program. A & in a password is written as %26.");
    }

    /** The name of a parameter, unless it may be a piece of a password with a raw ampersand. */
    private String quoted(String name) {
        return !passwordSeen && NAME.matcher(name).matches() ? ": " + name : "";
    }
}
