// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands between client and server, and ends a connection when a statement that contains a given text has been sent:
 * from that flush on the server's answers are lost, while the server gets, and executes, all of it. Only once; later
 * connections are left alone.
 */
public final class LostAnswers extends ServerProxy {

    private final AtomicReference<@Nullable String> marker;

    /** @param marker what the flush contains whose answer is lost */
    public LostAnswers(TestServer server, String marker) throws IOException {
        super(server);
        this.marker = new AtomicReference<>(marker);
        start();
    }

    @Override
    void accepted(Socket client) throws IOException {
        Socket upstream = connect();
        Loss loss = new Loss(new AtomicBoolean(), new CountDownLatch(1));
        daemon(() -> forward(client, upstream, loss));
        daemon(() -> back(upstream, client, loss));
    }

    private void forward(Socket client, Socket upstream, Loss loss) {
        try (DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(upstream.getOutputStream())) {
            passOnStartup(in, out);
            while (true) {
                int type = in.read();
                if (type < 0) {
                    return;
                }
                int size = in.readInt();
                byte[] body = in.readNBytes(size - 4);
                String wanted = marker.get();
                if (wanted != null && new String(body, StandardCharsets.UTF_8).contains(wanted)) {
                    marker.set(null);
                    loss.begun().set(true);
                }
                out.write(type);
                out.writeInt(size);
                out.write(body);
                out.flush();
                if (loss.begun().get() && (type == 'S' || type == 'Q')) {
                    // not earlier: a client that is told would close, and what it has sent would be lost, too
                    client.shutdownOutput();
                    // a server that finds its client gone (client_connection_check_interval) would not commit
                    loss.executed().await(10, TimeUnit.SECONDS);
                    return;
                }
            }
        } catch (IOException e) {
            // one side has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void back(Socket upstream, Socket client, Loss loss) {
        try (client;
                upstream;
                InputStream in = upstream.getInputStream()) {
            byte[] chunk = new byte[1 << 13];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (!loss.begun().get()) {
                    client.getOutputStream().write(chunk, 0, n);
                } else if (n >= 6 && chunk[n - 6] == 'Z') {
                    loss.executed().countDown();
                }
            }
        } catch (IOException e) {
            // one side has gone
        }
    }

    /** Of one connection: whether its answers are lost by now, and whether the server has given the last one. */
    private record Loss(AtomicBoolean begun, CountDownLatch executed) {}
}
