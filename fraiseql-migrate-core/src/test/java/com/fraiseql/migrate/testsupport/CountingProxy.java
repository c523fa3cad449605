// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Stands between client and server and counts the messages that make the client wait: simple queries and Syncs
 * (PostgreSQL manual, chapter 55). The start-up of a connection does not count.
 */
public final class CountingProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final TestServer server;
    private final AtomicInteger queries = new AtomicInteger();
    private final AtomicLong answered = new AtomicLong();

    public CountingProxy(TestServer server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** To a database through the proxy, with nothing asked but what the user of the connection asks. */
    public DataSource dataSource(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://localhost:" + port() + "/" + database
                + "?sslmode=disable&gssEncMode=disable&assumeMinServerVersion=14&ApplicationName=t");
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        return dataSource;
    }

    public int queries() {
        return queries.get();
    }

    /** Bytes that the server has sent. */
    public long answered() {
        return answered.get();
    }

    public void reset() {
        answered.set(0);
        queries.set(0);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket upstream = new Socket(server.host(), server.port());
                // many small messages, each passed on by itself, would wait for acknowledgements
                upstream.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                daemon(() -> forward(client, upstream));
                daemon(() -> back(upstream, client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void forward(Socket client, Socket upstream) {
        try (upstream;
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(upstream.getOutputStream())) {
            int length = in.readInt();
            out.writeInt(length);
            out.write(in.readNBytes(length - 4));
            out.flush();
            boolean started = false;
            while (true) {
                int type = in.read();
                if (type < 0) {
                    return;
                }
                int size = in.readInt();
                byte[] body = in.readNBytes(size - 4);
                started |= type == 'Q' || type == 'P';
                if (started && (type == 'Q' || type == 'S')) {
                    queries.incrementAndGet();
                }
                out.write(type);
                out.writeInt(size);
                out.write(body);
                out.flush();
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private void back(Socket upstream, Socket client) {
        try (client;
                InputStream in = upstream.getInputStream()) {
            byte[] chunk = new byte[1 << 13];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                answered.addAndGet(n);
                client.getOutputStream().write(chunk, 0, n);
            }
        } catch (IOException e) {
            // the server has gone
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "counting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
