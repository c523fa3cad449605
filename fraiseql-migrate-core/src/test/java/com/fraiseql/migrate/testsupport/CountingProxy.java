// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between client and server and counts the messages that make the client wait: simple queries and Syncs
 * (PostgreSQL manual, chapter 55). The start-up of a connection does not count.
 */
public final class CountingProxy extends ServerProxy {

    private final AtomicInteger queries = new AtomicInteger();
    private final AtomicLong answered = new AtomicLong();

    /** Nothing is asked but what the user of a connection asks. */
    public CountingProxy(TestServer server) throws IOException {
        super(server, "&assumeMinServerVersion=14&ApplicationName=t");
        start();
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

    @Override
    void accepted(Socket client) throws IOException {
        Socket upstream = connect();
        daemon(() -> forward(client, upstream));
        daemon(() -> back(upstream, client));
    }

    private void forward(Socket client, Socket upstream) {
        try (upstream;
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(upstream.getOutputStream())) {
            passOnStartup(in, out);
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
}
