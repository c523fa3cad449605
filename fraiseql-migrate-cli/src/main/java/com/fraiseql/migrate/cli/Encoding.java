// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Checks how Java decoded arguments and environment. The launcher ensures UTF-8; {@code java -jar} uses the current
 * locale, and a character that the locale lacks is lost before any of our code runs.
 */
final class Encoding {

    private static final char LOST = '\uFFFD';
    private static final List<String> VARIABLES = List.of("PG", "DATABASE_URL", "FRAISEQL_", "SPRING_");

    private Encoding() {}

    /** A failure if an argument, a relevant variable or the working directory has lost characters. */
    static Optional<UsageProblem> check(String[] args, Map<String, String> env, String directory) {
        for (String arg : args) {
            if (arg.indexOf(LOST) >= 0) {
                return Optional.of(problem("A command-line argument has"));
            }
        }
        for (Map.Entry<String, String> variable : env.entrySet()) {
            if (variable.getValue().indexOf(LOST) >= 0 && VARIABLES.stream().anyMatch(variable.getKey()::startsWith)) {
                return Optional.of(problem("The environment variable " + variable.getKey() + " has"));
            }
        }
        return directory.indexOf(LOST) >= 0
                ? Optional.of(problem("The path of the working directory has"))
                : Optional.empty();
    }

    /** A failure for a path with a character that is not allowed, or not available in this locale. */
    static UsageProblem problem(InvalidPathException failure) {
        if (failure.getInput().chars().allMatch(c -> c < 128 && c != 0)) {
            return new UsageProblem(
                    "\"" + failure.getInput() + "\" is not a path: " + failure.getReason() + ".", "Correct the path.");
        }
        return problem("The path " + failure.getInput() + " has");
    }

    private static UsageProblem problem(String what) {
        return new UsageProblem(
                what + " characters that Java cannot decode in this locale ("
                        + System.getProperty("sun.jnu.encoding", "unknown").toUpperCase(Locale.ROOT) + ").",
                "Set LC_ALL=C.UTF-8, or start the fraiseql file itself instead of java -jar.");
    }
}
