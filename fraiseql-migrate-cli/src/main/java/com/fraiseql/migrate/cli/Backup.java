// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ServerTarget;
import com.fraiseql.migrate.cli.connect.ServerTarget.Host;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code --backup FILE}: {@code pg_dump} before the first migration. It runs under the mutex, so no other migrator runs
 * between the dump and the migrations, and only if something is pending. The dump is written to a temporary file and
 * renamed when it is complete, so that a partial dump is never mistaken for a backup. The password goes through the
 * environment, not through arguments.
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
                    "The backup file " + file + " already exists.",
                    "Name another file; a backup is never overwritten.");
        }
        Path folder = this.file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new UsageProblem(
                    "The folder for the backup, " + shownFolder() + ", "
                            + (Files.exists(folder) ? "is not a directory." : "does not exist."),
                    "Create it, or name a file in another folder.");
        }
    }

    private String shownFolder() {
        Path folder = shown.getParent();
        return folder == null ? "." : folder.toString();
    }

    /**
     * Makes it.
     *
     * @param terminal where to report it; {@code null} for no report
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
        } catch (AccessDeniedException e) {
            throw failed(
                    "The backup cannot be written: this process may not create files in " + shownFolder() + ".",
                    "grant that to the operating system's user, or name a file in another folder",
                    null);
        } catch (IOException e) {
            String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
            throw failed(
                    "The backup cannot be written to " + shown + ": "
                            + (reason == null ? e.getClass().getSimpleName() : reason) + ".",
                    "name a file that this process can write, on a disk with room for it",
                    null);
        } finally {
            progress.end();
            partial.toFile().delete();
        }
        if (terminal != null) {
            terminal.line(terminal.done() + " Backup written: " + shown);
        }
    }

    /** Only the owner may read the file: a dump contains the whole database. */
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
        inEnglish(builder.environment());
        environment(target).forEach((name, value) -> builder.environment().put(name, value));
        File errors = File.createTempFile("fraiseql-backup", ".log");
        try {
            Process process = start(builder.redirectErrorStream(true).redirectOutput(errors));
            Thread killer = new Thread(process::destroy);
            Runtime.getRuntime().addShutdownHook(killer);
            int code = process.waitFor();
            remove(killer);
            if (code != 0) {
                throw refused(code, new String(Files.readAllBytes(errors.toPath()), StandardCharsets.UTF_8).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("The backup was interrupted.", "run it again", null);
        } finally {
            errors.delete();
        }
    }

    /** Keeps the encoding and sets only the language of the messages. */
    private static void inEnglish(Map<String, String> env) {
        String all = env.remove("LC_ALL");
        if (all != null) {
            env.put("LC_CTYPE", all);
        }
        env.put("LC_MESSAGES", "C");
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
            throw failed(
                    "The backup failed: pg_dump cannot be started.",
                    "install PostgreSQL's client programs, and see to it that pg_dump is on the PATH",
                    e.getMessage());
        }
    }

    /** Turns pg_dump's error output into a failure, with the output as its detail. */
    private static MigrateException refused(int code, String said) {
        if (said.contains("server version mismatch")) {
            return failed(
                    "The backup failed: pg_dump is older than the server.",
                    "install the client programs of the server's major version or a newer one, and put their "
                            + "pg_dump first on the PATH",
                    said);
        }
        if (said.contains("No space left on device") || said.contains("Disk quota exceeded")) {
            return failed(
                    "The backup failed: the disk is full.", "free some space, or name a file on another disk", said);
        }
        if (said.contains("permission denied")) {
            return failed(
                    "The backup failed: the database user lacks the right to read everything.",
                    "grant it what pg_dump names, or make the backup as another user and leave out --backup",
                    said);
        }
        if (said.contains("row-level security") || said.contains("row security")) {
            return failed(
                    "The backup failed: row security would leave rows out.",
                    "make the backup as a user that bypasses row security, and leave out --backup",
                    said);
        }
        if (said.contains("connection to server") || said.contains("could not connect")) {
            return failed(
                    "The backup failed: pg_dump cannot connect, although this command can.",
                    "see to it that pg_dump can log in as this command does; it takes the password from PGPASSWORD "
                            + "or ~/.pgpass",
                    said);
        }
        return failed(
                "The backup failed: pg_dump ended with exit code " + code + ".", "correct what pg_dump says", said);
    }

    private static MigrateException failed(String what, String action, @Nullable String detail) {
        return MigrateException.builder(FailureCode.VETOED, what, "Nothing has been migrated; " + action + ".")
                .detail(detail)
                .build();
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
