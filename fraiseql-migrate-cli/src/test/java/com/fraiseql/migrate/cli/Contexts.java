// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Contexts for tests that run commands in this process. */
final class Contexts {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2024-01-15T10:30:00Z"), ZoneOffset.UTC);

    private Contexts() {}

    static Context silent() {
        return in(Path.of("."), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }

    static Context in(Path directory, OutputStream out, OutputStream err) {
        return new Context(
                new Surroundings(Map.of(), directory, directory, "tina"),
                new Terminal(
                        new ByteArrayInputStream(new byte[0]),
                        new Output(out, StandardCharsets.UTF_8, () -> false),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        false,
                        false),
                new Interrupts(),
                CLOCK);
    }
}
