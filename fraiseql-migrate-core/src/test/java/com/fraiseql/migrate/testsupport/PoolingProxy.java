// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A pooler between clients and the server, for one database and one user. Like PgBouncer it tells each client a process
 * ID of its own, and gives the server session that was used last to the next client that needs one: until that client
 * goes, or for one transaction.
 *
 * <p>Each client logs in to the server by itself; the session that it logged in with joins the pool, or is closed if
 * there are enough.
 */
public final class PoolingProxy extends ServerProxy {

    /** For how long a client has a server session. */
    public enum Mode {
        SESSION,
        TRANSACTION
    }

    private final Mode mode;
    private final int size;
    private final LinkedBlockingDeque<Upstream> idle = new LinkedBlockingDeque<>();
    private int sessions;

    /** Without named prepared statements, which transaction mode does not keep. */
    public PoolingProxy(TestServer server, Mode mode, int size) throws IOException {
        super(server, "&prepareThreshold=0");
        this.mode = mode;
        this.size = size;
        start();
    }

    @Override
    void accepted(Socket client) {
        daemon(() -> new Client(client).serve());
    }

    /** One session of the server. */
    private final class Upstream {

        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;
        private volatile @Nullable Client client;

        Upstream() throws IOException {
            socket = connect();
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
        }

        void pump() {
            try (socket) {
                while (true) {
                    Message message = Message.read(in);
                    Client current = client;
                    if (current != null) {
                        current.answer(this, message);
                    }
                }
            } catch (IOException e) {
                idle.remove(this);
                Client current = client;
                if (current != null) {
                    current.close();
                }
            }
        }
    }

    private static final class Message {

        private final int type;
        private final byte[] body;

        Message(int type, byte[] body) {
            this.type = type;
            this.body = body;
        }

        int type() {
            return type;
        }

        byte[] body() {
            return body;
        }

        static Message read(DataInputStream in) throws IOException {
            int type = in.readUnsignedByte();
            return new Message(type, in.readNBytes(in.readInt() - 4));
        }

        void write(DataOutputStream out) throws IOException {
            byte[] all = new byte[5 + body.length];
            java.nio.ByteBuffer.wrap(all)
                    .put((byte) type)
                    .putInt(body.length + 4)
                    .put(body);
            out.write(all);
            out.flush();
        }
    }

    private final class Client {

        private final Socket socket;
        private @Nullable Upstream upstream;
        private @Nullable DataOutputStream out;
        private int unanswered;

        Client(Socket socket) {
            this.socket = socket;
        }

        void serve() {
            try (socket) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream back = new DataOutputStream(socket.getOutputStream());
                out = back;
                logIn(in, back);
                while (true) {
                    Message message = Message.read(in);
                    if (message.type() == 'X') {
                        return;
                    }
                    send(message);
                }
            } catch (IOException e) {
                // the client has gone, or the server
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                end();
            }
        }

        private void logIn(DataInputStream in, DataOutputStream back) throws IOException {
            Upstream first = new Upstream();
            passOnStartup(in, first.out);
            while (true) {
                Message message = Message.read(first.in);
                if (message.type() == 'K') {
                    byte[] own = message.body();
                    java.nio.ByteBuffer.wrap(own)
                            .putInt(ThreadLocalRandom.current().nextInt(1 << 24, 1 << 30));
                    message = new Message('K', own);
                }
                message.write(back);
                if (message.type() == 'Z') {
                    break;
                }
                boolean question = message.type() == 'R'
                        && java.nio.ByteBuffer.wrap(message.body()).getInt() != 0
                        && java.nio.ByteBuffer.wrap(message.body()).getInt() != 12;
                if (question) {
                    Message.read(in).write(first.out);
                }
            }
            synchronized (PoolingProxy.this) {
                if (mode == Mode.TRANSACTION && sessions >= size) {
                    first.socket.close();
                    return;
                }
                sessions++;
            }
            if (mode == Mode.SESSION) {
                first.client = this;
                upstream = first;
            } else {
                idle.addFirst(first);
            }
            daemon(first::pump);
        }

        private synchronized void send(Message message) throws IOException, InterruptedException {
            if (upstream == null) {
                upstream = idle.takeFirst();
                upstream.client = this;
            }
            if (message.type() == 'Q' || message.type() == 'S') {
                unanswered++;
            }
            message.write(upstream.out);
        }

        private synchronized void answer(Upstream from, Message message) throws IOException {
            // before the client hears of it: another client may ask as soon as it has
            if (message.type() == 'Z' && --unanswered == 0 && message.body()[0] == 'I' && mode == Mode.TRANSACTION) {
                from.client = null;
                upstream = null;
                idle.addFirst(from);
            }
            if (out != null && !socket.isClosed()) {
                message.write(out);
            }
        }

        private synchronized void end() {
            if (upstream != null) {
                try {
                    upstream.socket.close();
                } catch (IOException e) {
                    // it is gone
                }
            }
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // it is gone
            }
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        for (Upstream upstream : idle) {
            upstream.socket.close();
        }
    }
}
