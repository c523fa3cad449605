// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.url;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a connection URL apart, by the rules of the one who defines it.
 *
 * <ul>
 *   <li>{@code postgres://} and {@code postgresql://} ({@link LibpqUrl}): libpq's rules. What is missing comes from
 *       libpq's variables; a parameter that libpq does not know is an error.
 *   <li>{@code jdbc:postgresql:} ({@link JdbcUrl}): the driver's rules. A missing host is localhost, a missing port is
 *       5432, and parameters have the driver's names.
 * </ul>
 *
 * <p>No message quotes the URL, or a part of it that may be one of a password.
 */
public final class ConnectionUrlParser {

    private static final String WRITE =
            "Write postgres://user@host:5432/database or jdbc:postgresql://host:5432/database.";
    private static final String JDBC = "jdbc:postgresql:";
    private static final Pattern SCHEME = Pattern.compile("(?i)(jdbc:[a-z][a-z0-9+.-]*|[a-z][a-z0-9+.-]*(?=://)).*");
    private static final Pattern CONNINFO =
            Pattern.compile("(?s)(host|hostaddr|port|dbname|user|password|sslmode|service)\\s*=.*");
    private static final String QUOTES = "\"'`“”‘’";

    private ConnectionUrlParser() {}

    /**
     * Takes it apart.
     *
     * @param origin who says it: {@code --url}, {@code DATABASE_URL}, …
     * @param warnings gets sentences that the user should see
     */
    public static ConnectionUrl parse(String url, String origin, List<String> warnings) {
        String trimmed = url.strip();
        String lower = trimmed.toLowerCase(Locale.ROOT);
        if (lower.startsWith(JDBC)) {
            return JdbcUrl.parse(trimmed.substring(JDBC.length()), origin, warnings);
        }
        if (lower.startsWith("postgres://") || lower.startsWith("postgresql://")) {
            return LibpqUrl.parse(trimmed.substring(trimmed.indexOf("://") + 3), origin);
        }
        throw another(trimmed, origin);
    }

    private static ConnectionProblem another(String url, String origin) {
        if (!url.isEmpty() && QUOTES.indexOf(url.charAt(0)) >= 0) {
            return new ConnectionProblem(
                    "The URL from " + origin + " is in quotes, and they are part of its value.",
                    "Remove the quotes; an env file that a container runtime reads keeps them.");
        }
        if (url.startsWith("psql ")) {
            return new ConnectionProblem(
                    "What " + origin + " says is a command, psql, and not a URL.",
                    "Give the URL alone, without quotes.");
        }
        if (CONNINFO.matcher(url).matches()) {
            return new ConnectionProblem(
                    "What " + origin + " says is a list of keywords and values, which is not read here.", WRITE);
        }
        Matcher matcher = SCHEME.matcher(url);
        if (!matcher.matches()) {
            return new ConnectionProblem("What " + origin + " says is not a URL of a PostgreSQL database.", WRITE);
        }
        String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
        if (scheme.startsWith("postgres")) {
            return new ConnectionProblem(
                    "The URL from " + origin + " begins with " + scheme + ":, which only another program understands.",
                    WRITE);
        }
        return new ConnectionProblem(
                "The URL from " + origin + " begins with " + scheme + ":, which is not PostgreSQL's.", WRITE);
    }
}
