// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ServerTarget;
import com.fraiseql.migrate.cli.connect.ServerTarget.Host;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code --backup FILE}: {@code pg_dump} before the first migration. It runs under the mutex, so nobody migrates between the
 * dump and the run, and only when there is something to apply. The dump grows beside the file and takes its name when it is
 * complete, so that half a dump is never taken for one. The password goes through the environment, not through arguments.
 */
final class Backup {

    private final Path file;
    private final Path shown;
    private final ServerTarget target;
    private final Context context;

    Backup(Path file, ServerTarget target, Context context) {
        this.shown = file;
        this.file = context.surroundings().directory().resolve(file);
        this.target = target;
        this.context = context;
        if (Files.exists(this.file)) {
            throw new UsageProblem(
                    "The backup file " + file + " is there already.",
                    "Name another file; a backup is never overwritten.");
        }
    }

    /**
     * Makes it.
     *
     * @param terminal where to say so; {@code null} to keep quiet
     */
    void make(ProgressLine progress, @Nullable Terminal terminal) {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        if (terminal != null) {
            progress.begin("backup to " + shown);
        }
        try {
            createPrivate(partial);
            dump(partial);
            Files.move(partial, file);
        } catch (IOException e) {
            throw failed("The backup cannot be written: " + e.getMessage() + ".", null);
        } finally {
            progress.end();
            partial.toFile().delete();
        }
        if (terminal != null) {
            terminal.line(terminal.done() + " Backup written: " + shown);
        }
    }

    /** A dump holds everything that the database holds. */
    private static void createPrivate(Path partial) throws IOException {
        Files.deleteIfExists(partial);
        if (Files.getFileStore(partial.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(
                    partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    private void dump(Path partial) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of("pg_dump", "--no-password", "--file", partial.toString()));
        builder.directory(context.surroundings().directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(context.surroundings().env());
        environment(target).forEach((name, value) -> builder.environment().put(name, value));
        File errors = File.createTempFile("fraiseql-backup", ".log");
        try {
            Process process = start(builder.redirectErrorStream(true).redirectOutput(errors));
            Thread killer = new Thread(process::destroy);
            Runtime.getRuntime().addShutdownHook(killer);
            int code = process.waitFor();
            remove(killer);
            if (code != 0) {
                throw failed(
                        "The backup failed: pg_dump ended with exit code " + code + ".",
                        Files.readString(errors.toPath(), StandardCharsets.UTF_8)
                                .strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("The backup was interrupted.", null);
        } finally {
            errors.delete();
        }
    }

    private static void remove(Thread killer) {
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException e) {
            // the process is ending, which is why pg_dump ended
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw failed("The backup failed: pg_dump cannot be started.", e.getMessage());
        }
    }

    private static MigrateException failed(String what, @Nullable String detail) {
        return new MigrateException(
                FailureCode.VETOED,
                what,
                "Nothing has been migrated; make sure that pg_dump is installed, not older than the server, and may log in.",
                null,
                detail,
                null);
    }

    /** The connection, as libpq's variables. */
    static Map<String, String> environment(ServerTarget target) {
        Map<String, String> env = new java.util.LinkedHashMap<>();
        env.put(
                "PGHOST",
                String.join(",", target.hosts().stream().map(Host::name).toList()));
        env.put(
                "PGPORT",
                String.join(
                        ",",
                        target.hosts().stream()
                                .map(host -> String.valueOf(host.port()))
                                .toList()));
        env.put("PGDATABASE", target.database());
        env.put("PGUSER", target.user());
        if (target.password() != null) {
            env.put("PGPASSWORD", target.password());
        }
        copy(target, "sslmode", env, "PGSSLMODE");
        copy(target, "sslrootcert", env, "PGSSLROOTCERT");
        copy(target, "sslcert", env, "PGSSLCERT");
        copy(target, "sslkey", env, "PGSSLKEY");
        copy(target, "options", env, "PGOPTIONS");
        copy(target, "connectTimeout", env, "PGCONNECT_TIMEOUT");
        return env;
    }

    private static void copy(ServerTarget target, String property, Map<String, String> env, String variable) {
        String value = target.properties().get(property);
        if (value != null) {
            env.put(variable, value);
        }
    }
}
