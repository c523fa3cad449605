// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An embedded server that may crash or be configured: it writes durably, and an immediate stop makes it recover from
 * its log. Always embedded, whatever the other tests run on, since one does not do that to another owner's
 * server.
 */
public final class CrashServer implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Path data;
    private final Path bin;
    private final TestServer server;

    private CrashServer(EmbeddedPostgres postgres, Path data, Path bin) {
        this.postgres = postgres;
        this.data = data;
        this.bin = bin;
        this.server = new TestServer("localhost", postgres.getPort(), "postgres", "");
    }

    public static CrashServer start() {
        return start(Map.of());
    }

    /** With settings of {@code postgresql.conf}. */
    public static CrashServer start(Map<String, String> settings) {
        try {
            Path data = Files.createTempDirectory("fraiseql-crash");
            EmbeddedPostgres.Builder builder = TestServer.embeddedBuilder();
            settings.forEach(builder::setServerConfig);
            EmbeddedPostgres postgres = builder.setDataDirectory(data)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            long postmaster = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
            String executable = ProcessHandle.of(postmaster)
                    .flatMap(handle -> handle.info().command())
                    .orElseThrow(() -> new IllegalStateException("where is the server's executable?"));
            return new CrashServer(
                    postgres,
                    data,
                    java.util.Objects.requireNonNull(Path.of(executable).getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestDatabase createDatabase() {
        return server.createDatabase();
    }

    public int port() {
        return server.port();
    }

    /** {@code pg_ctl stop -m immediate}, then start; returns when the server has recovered. */
    public void crash() {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // the server refuses to run as root, so the embedded one runs in a user namespace of its own
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(
                bin.resolve("pg_ctl").toString(), "restart", "-m", "immediate", "-w", "-t", "120", "-D", "" + data));
        try {
            Path log = data.resolve("restart.log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("The server does not come back:\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
