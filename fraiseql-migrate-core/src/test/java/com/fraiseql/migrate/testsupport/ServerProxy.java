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
    public final void close() throws IOException {
        listener.close();
    }
}
