// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.source.DirectorySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A migrator in a process of its own, so that it can be killed, or be one of several, or have a small heap.
 *
 * <p>It writes {@code connected PID} when it begins to apply, {@code waiting HOLDER} while it waits for the mutex,
 * {@code applied VERSION} for each migration, and in the end {@code done COUNT}, or the error and the exit code 1.
 */
public final class MigratorProcess implements AutoCloseable {

    private static final long LIMIT_MINUTES = 10;

    private final Process process;
    private final Path output;

    private MigratorProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts one on the class path of this test run. */
    public static MigratorProcess start(TestDatabase database, Path folder, String... jvmArguments) {
        try {
            Path output = Files.createTempFile("migrator", ".out");
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(jvmArguments));
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
            command.add(MigratorProcess.class.getName());
            command.addAll(List.of(database.url(), database.user(), database.password(), folder.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new MigratorProcess(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything it has written so far. */
    public String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean running() {
        return process.isAlive();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** Waits for its end. */
    public int exitCode() {
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("It hangs:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process: JDBC URL, user, password, folder. */
    public static void main(String... arguments) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        dataSource.setUser(arguments[1]);
        dataSource.setPassword(arguments[2]);
        Migrator migrator = Migrator.builder(dataSource)
                .source(new DirectorySource(Path.of(arguments[3])))
                .listener(new Printer())
                .build();
        try {
            long start = System.nanoTime();
            int count = migrator.up().applied().size();
            System.out.println("done " + count + " in "
                    + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        } catch (MigrateException e) {
            System.out.println(e.code() + "\n" + e.render());
            System.exit(1);
        }
    }

    private static final class Printer implements MigrationListener {

        @Override
        public void connected(int pid) {
            System.out.println("connected " + pid);
        }

        @Override
        public void waitingForMutex(String holder, Duration waited) {
            System.out.println("waiting " + holder);
        }

        @Override
        public void afterMigration(com.fraiseql.migrate.listener.AppliedMigration applied, Direction direction) {
            System.out.println("applied " + applied.version());
        }
    }
}
