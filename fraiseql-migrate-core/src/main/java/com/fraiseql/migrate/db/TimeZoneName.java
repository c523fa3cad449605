// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The time zone of a session. The driver sets the JVM's when it connects, so a timestamp without a zone would mean
 * another instant on a laptop than in a container.
 *
 * <p>Names of the time zone database are taken, as {@code Europe/Zurich}. Whether the server knows one, only the server
 * can tell. What PostgreSQL reads as a POSIX specification is refused here: {@code UTC+2} is two hours <em>west</em> of
 * Greenwich there (manual, appendix B.5), and a misspelled name with a digit in it would be a zone of its own.
 */
public record TimeZoneName(String name) {

    private static final Pattern TAKEN = Pattern.compile(
            "(?i)[a-z][a-z_-]*(/[a-z][a-z_-]*)*|Etc/GMT[+-]?\\d{1,2}|GMT[+-]?0" + "|EST5EDT|CST6CDT|MST7MDT|PST8PDT");

    public TimeZoneName {
        if (!TAKEN.matcher(name).matches()) {
            throw new MigrateException(
                    FailureCode.BAD_CONFIGURATION,
                    "The time zone \"" + name + "\" is not a name of the time zone database.",
                    "Give a name, for instance UTC, Europe/Zurich or Etc/GMT-2. An offset is not taken: PostgreSQL "
                            + "reads the sign of UTC+2 the other way round.");
        }
    }

    /** The error of a server that does not know this zone, if that is what this error is. */
    public Optional<MigrateException> refused(SQLException error) {
        String message = String.valueOf(error.getMessage());
        if (!SqlState.of(error).equals(SqlState.INVALID_PARAMETER_VALUE) || !message.contains("TimeZone")) {
            return Optional.empty();
        }
        return Optional.of(MigrateException.builder(
                        FailureCode.BAD_CONFIGURATION,
                        "The server does not know the time zone " + name + ".",
                        "Give one that SELECT name FROM pg_timezone_names lists, with --time-zone "
                                + "(fraiseql.migrate.time-zone); nothing has been applied.")
                .cause(error)
                .build());
    }
}
