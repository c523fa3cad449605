// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.Surroundings;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the built executable as a user would: a process, with an environment, in a directory. */
final class Executable {

    private static final long PATIENCE_SECONDS = 120;

    /** What a process left behind. */
    record Result(int exitCode, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }

        @Override
        public String toString() {
            return "exit code " + exitCode + "\n--- out\n" + out + "--- err\n" + err;
        }
    }

    private final Path directory;
    private final Map<String, String> env = new LinkedHashMap<>();

    Executable(Path directory) {
        this.directory = directory;
        env.put("FRAISEQL_CACHE_DIR", sharedCache().toString());
        env.put("HOME", directory.toString());
        env.put("TZ", "UTC");
        env.put("LANG", "C");
    }

    static Path file() {
        return Path.of(System.getProperty("fraiseql.executable"));
    }

    /** One archive for all tests of a build. */
    private static Path sharedCache() {
        return file().resolveSibling("fraiseql-cache");
    }

    Executable with(String variable, String value) {
        env.put(variable, value);
        return this;
    }

    /** libpq's variables for a database, as a deploy script would have them. */
    Executable on(TestDatabase database) {
        return with("PGHOST", TestServer.get().host())
                .with("PGPORT", String.valueOf(TestServer.get().port()))
                .with("PGUSER", database.user())
                .with("PGPASSWORD", database.password())
                .with("PGDATABASE", database.name());
    }

    Result run(String... args) {
        List<String> command = new ArrayList<>(List.of(file().toString()));
        command.addAll(List.of(args));
        return execute(command, null);
    }

    /** A shell line; {@code fraiseql} is on the PATH. */
    Result shell(String line) {
        return execute(List.of("bash", "-c", line), null);
    }

    /** With {@code java -jar}, and standard input taken for a terminal's. */
    Result answering(String input, String... args) {
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfraiseql.terminals=0",
                "-jar",
                file().toString()));
        command.addAll(List.of(args));
        return execute(command, input);
    }

    /** The same command in this process, where what counts is its answer and not how it is started. */
    Result ask(String... args) {
        return inProcess("", false, args);
    }

    /** The same with standard input taken for a terminal's. */
    Result askAnswering(String input, String... args) {
        return inProcess(input, true, args);
    }

    private Result inProcess(String input, boolean terminal, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        Path home = Path.of(env.getOrDefault("HOME", ""));
        Surroundings real = Surroundings.ofProcess();
        Context context = new Context(
                new Surroundings(env, directory, home, real.osUser(), real.socketDirectories()),
                new Terminal(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new Output(out, StandardCharsets.UTF_8, () -> false),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal,
                        false,
                        false),
                new Interrupts(),
                Clock.systemUTC());
        int exitCode = CommandTree.run(context, args);
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    Result execute(List<String> command, @Nullable String input) {
        try {
            Running running = start(command);
            try (var stdin = running.process().getOutputStream()) {
                if (input != null) {
                    stdin.write(input.getBytes(StandardCharsets.UTF_8));
                }
            }
            return running.await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that has been started and whose output goes to files. */
    record Running(Process process, File out, File err) {

        Result await() {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running after " + PATIENCE_SECONDS + " s: " + result(-1));
                }
                return result(process.exitValue());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        String errSoFar() {
            return read(err);
        }

        private Result result(int exitCode) {
            return new Result(exitCode, read(out), read(err));
        }

        private static String read(File file) {
            try {
                return Files.readString(file.toPath());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Running start(List<String> command) {
        try {
            File out = File.createTempFile("fraiseql-test", ".out");
            File err = File.createTempFile("fraiseql-test", ".err");
            out.deleteOnExit();
            err.deleteOnExit();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out)
                    .redirectError(err);
            builder.environment().clear();
            builder.environment().put("PATH", file().getParent() + ":" + System.getenv("PATH"));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().putAll(env);
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Running startSelf(String... args) {
        List<String> command = new ArrayList<>(List.of(file().toString()));
        command.addAll(List.of(args));
        return start(command);
    }

    Path write(String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
