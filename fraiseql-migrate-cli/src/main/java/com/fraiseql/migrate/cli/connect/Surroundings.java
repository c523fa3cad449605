// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the process was started with, as a value, so that finding the server is a function of it and of files.
 *
 * @param env the environment variables
 * @param directory the working directory
 * @param home the user's home directory
 * @param osUser the operating system's user name, which is libpq's default user
 * @param socketDirectories where a server on this machine may have its socket, which is where libpq looks if no host is
 *     given
 */
public record Surroundings(
        Map<String, String> env, Path directory, Path home, String osUser, List<Path> socketDirectories) {

    public Surroundings {
        env = Map.copyOf(env);
        socketDirectories = List.copyOf(socketDirectories);
    }

    /** Without socket directories. */
    public Surroundings(Map<String, String> env, Path directory, Path home, String osUser) {
        this(env, directory, home, osUser, List.of());
    }

    public static Surroundings ofProcess() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        String home = windows ? null : System.getenv("HOME");
        return new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                // as libpq since 15: the variable comes before the entry in the password database, which is all that
                // Java reads
                Path.of(home == null || home.isEmpty() ? System.getProperty("user.home", "") : home),
                System.getProperty("user.name", ""),
                // Debian's and Red Hat's default, and PostgreSQL's own
                windows ? List.of() : List.of(Path.of("/var/run/postgresql"), Path.of("/tmp")));
    }

    /** A variable that is set and not empty; libpq takes an empty one for an unset one. */
    public Optional<String> variable(String name) {
        String value = env.get(name);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
