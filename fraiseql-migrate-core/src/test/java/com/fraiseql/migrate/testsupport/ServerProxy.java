// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Stands between client and server, and does to a connection what a network may do. */
abstract class ServerProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final TestServer server;

    ServerProxy(TestServer server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Called by the constructor of a subclass, when it is ready. */
    final void start() {
        daemon(this::accept);
    }

    /** Begins to pass on what is sent, in threads of its own. */
    abstract void relay(Socket client, Socket upstream);

    /** To a database through the proxy. */
    public final DataSource dataSource(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://localhost:" + listener.getLocalPort() + "/" + database
                + "?sslmode=disable&gssEncMode=disable");
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        return dataSource;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket upstream = new Socket(server.host(), server.port());
                upstream.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                relay(client, upstream);
            }
        } catch (IOException e) {
            // closed
        }
    }

    final void daemon(Runnable work) {
        Thread thread = new Thread(work, getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public final void close() throws IOException {
        listener.close();
    }
}
