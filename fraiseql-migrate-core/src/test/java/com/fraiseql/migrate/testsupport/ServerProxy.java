// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.io.DataInputStream;
import java.io.DataOutputStream;
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
    private final String parameters;

    ServerProxy(TestServer server) throws IOException {
        this(server, "");
    }

    /** @param parameters further ones of the URL, each after an {@code &} */
    ServerProxy(TestServer server, String parameters) throws IOException {
        this.server = server;
        this.parameters = parameters;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Called by the constructor of a subclass, when it is ready. */
    final void start() {
        daemon(this::accept);
    }

    /** Begins to pass on what a new client sends, in threads of its own. */
    abstract void accepted(Socket client) throws IOException;

    /** A connection to the server. */
    final Socket connect() throws IOException {
        Socket upstream = new Socket(server.host(), server.port());
        // many small messages, each passed on by itself, would wait for acknowledgements
        upstream.setTcpNoDelay(true);
        return upstream;
    }

    /** To a database through the proxy. */
    public final DataSource dataSource(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://localhost:" + listener.getLocalPort() + "/" + database
                + "?sslmode=disable&gssEncMode=disable" + parameters);
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        return dataSource;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                client.setTcpNoDelay(true);
                accepted(client);
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** The first message of a connection, which has no type. */
    static void passOnStartup(DataInputStream in, DataOutputStream out) throws IOException {
        int length = in.readInt();
        out.writeInt(length);
        out.write(in.readNBytes(length - 4));
        out.flush();
    }

    final void daemon(Runnable work) {
        Thread thread = new Thread(work, getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
