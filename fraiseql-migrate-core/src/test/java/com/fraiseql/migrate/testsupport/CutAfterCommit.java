// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between client and server, and ends a connection right after the n-th COMMIT: the server executes it, and gets
 * nothing that follows it, not even of the same flush.
 */
public final class CutAfterCommit extends ServerProxy {

    private final AtomicInteger left;

    /** @param number the COMMIT after which the connection ends, from 1 */
    public CutAfterCommit(TestServer server, int number) throws IOException {
        super(server);
        this.left = new AtomicInteger(number);
        start();
    }

    @Override
    void accepted(Socket client) throws IOException {
        Socket upstream = connect();
        daemon(() -> forward(client, upstream));
        daemon(() -> back(upstream, client));
    }

    private void forward(Socket client, Socket upstream) {
        Set<String> commits = new HashSet<>();
        String bound = "";
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
                String[] parts = new String(body, StandardCharsets.UTF_8).split("\0", 3);
                out.write(type);
                out.writeInt(size);
                out.write(body);
                boolean commit = type == 'Q' && isCommit(parts[0]);
                if (type == 'P') {
                    commits.remove(parts[0]);
                    if (isCommit(parts[1])) {
                        commits.add(parts[0]);
                    }
                } else if (type == 'B') {
                    bound = parts[1];
                } else if (type == 'E') {
                    commit = commits.contains(bound);
                }
                if (commit && left.decrementAndGet() == 0) {
                    out.flush();
                    upstream.shutdownOutput();
                    // the server answers, or goes, once it has read the end
                    while (in.read() >= 0) {
                        // what the server does not get
                    }
                    return;
                }
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            // one side has gone
        }
    }

    private static boolean isCommit(String sql) {
        return sql.strip().equalsIgnoreCase("COMMIT");
    }

    private static void back(Socket upstream, Socket client) {
        try (client;
                upstream) {
            upstream.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // one side has gone
        }
    }
}
