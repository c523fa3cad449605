// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A pooler between clients and the server, for one database and one user. Like PgBouncer it tells each client a process
 * ID of its own, and gives the server session that was used last to the next client that needs one: until that client
 * goes, or for one transaction.
 *
 * <p>Each client logs in to the server by itself; the session that it logged in with joins the pool, or is closed if
 * there are enough.
 */
public final class PoolingProxy implements AutoCloseable {

    /** For how long a client has a server session. */
    public enum Mode {
        SESSION,
        TRANSACTION
    }

    private final ServerSocket listener;
    private final TestServer server;
    private final Mode mode;
    private final int size;
    private final LinkedBlockingDeque<Upstream> idle = new LinkedBlockingDeque<>();
    private int sessions;

    public PoolingProxy(TestServer server, Mode mode, int size) throws IOException {
        this.server = server;
        this.mode = mode;
        this.size = size;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    /** To a database through the pooler; without named prepared statements, which transaction mode does not keep. */
    public DataSource dataSource(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://localhost:" + listener.getLocalPort() + "/" + database
                + "?sslmode=disable&gssEncMode=disable&prepareThreshold=0");
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        return dataSource;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                client.setTcpNoDelay(true);
                daemon(() -> new Client(client).serve());
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** One session of the server. */
    private final class Upstream {

        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;
        private volatile @Nullable Client client;

        Upstream() throws IOException {
            socket = new Socket(server.host(), server.port());
            socket.setTcpNoDelay(true);
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
            int length = in.readInt();
            first.out.writeInt(length);
            first.out.write(in.readNBytes(length - 4));
            first.out.flush();
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

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "pooling-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Upstream upstream : idle) {
            upstream.socket.close();
        }
    }
}
