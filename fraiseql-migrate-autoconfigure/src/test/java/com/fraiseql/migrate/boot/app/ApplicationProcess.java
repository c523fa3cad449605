// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An application in a process of its own. */
final class ApplicationProcess {

    private static final long SECONDS = 60;

    private final Process process;
    private final BufferedReader reader;

    private ApplicationProcess(Process process) {
        this.process = process;
        this.reader = process.inputReader(StandardCharsets.UTF_8);
    }

    /** {@link SmallApplication} with the class path of the tests. */
    static ApplicationProcess start(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                "-Dlogging.config=classpath:logback-boot.xml",
                "-cp",
                ClassPath.ofTests(),
                SmallApplication.class.getName(),
                "--spring.docker.compose.enabled=false"));
        command.addAll(arguments);
        return java(command);
    }

    /** Java with these arguments. */
    static ApplicationProcess java(List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(arguments);
        try {
            return new ApplicationProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it prints up to a line with this text. */
    List<String> outputUpTo(String text) {
        List<String> lines = new ArrayList<>();
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (line.contains(text)) {
                    return lines;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("it ended without that: " + lines);
    }

    /** Everything else that it prints until it ends. */
    List<String> output() {
        try (reader) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int exitCode() {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("it did not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends SIGTERM, and leaves the output readable. */
    void terminate() {
        process.toHandle().destroy();
    }
}
