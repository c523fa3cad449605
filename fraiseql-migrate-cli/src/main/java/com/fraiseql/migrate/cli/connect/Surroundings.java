// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the process was started with, as a value, so that finding the server is a function of it and of files.
 *
 * @param env the environment variables
 * @param directory the working directory
 * @param home the user's home directory
 * @param osUser the operating system's user name, which is libpq's default user
 */
public record Surroundings(Map<String, String> env, Path directory, Path home, String osUser) {

    public Surroundings {
        env = Map.copyOf(env);
    }

    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home", "")),
                System.getProperty("user.name", ""));
    }

    /** A variable that is set and not empty; libpq takes an empty one for an unset one. */
    public Optional<String> variable(String name) {
        String value = env.get(name);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
