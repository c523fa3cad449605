// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL from a jar, its data in a directory. */
final class EmbeddedDatabase implements LocalDatabase {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final @Nullable EmbeddedPostgres server;
    private final int port;

    private EmbeddedDatabase(@Nullable EmbeddedPostgres server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a server on the data of the directory. One that still runs on it, since its process was killed or a second
     * copy of the application is started, is used as it is.
     */
    static EmbeddedDatabase start(Path directory) {
        Integer running = RunningServer.port(directory);
        if (running != null) {
            tell(running, directory, "an embedded PostgreSQL that was still running");
            return new EmbeddedDatabase(null, running);
        }
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(Path.of(
                                    System.getProperty("java.io.tmpdir"),
                                    "fraiseql-sample-" + System.getProperty("user.name"))
                            .toFile())
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            tell(server.getPort(), directory, "an embedded PostgreSQL");
            return new EmbeddedDatabase(server, server.getPort());
        } catch (IOException | IllegalStateException e) {
            throw MigrateException.builder(
                            FailureCode.UNREACHABLE,
                            "No database is configured, there is no Docker, and the embedded PostgreSQL does not "
                                    + "start in "
                                    + directory + ".",
                            "Run as an ordinary user (PostgreSQL refuses root where user namespaces are forbidden),"
                                    + " start Docker, or set SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD to a "
                                    + "database of"
                                    + " your own.")
                    .detail(e.getMessage())
                    .cause(e)
                    .build();
        }
    }

    private static void tell(int port, Path directory, String what) {
        log.info(
                "No database is configured: using {} on port {}, data in {}; set SPRING_DATASOURCE_URL to use your own",
                what,
                port,
                directory);
    }

    @Override
    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    @Override
    public String user() {
        return "postgres";
    }

    @Override
    public String password() {
        return "";
    }

    @Override
    public void close() {
        if (server == null) {
            return;
        }
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
