// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A server that implements enough of PostgreSQL's protocol to accept a login and to refuse every query. It exists for
 * {@link WarmUpCommand} only: with it the driver loads the classes that it needs around a query, without a real
 * database.
 */
final class PretendServer implements AutoCloseable {

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;

    private final ServerSocket socket;

    private PretendServer(ServerSocket socket) {
        this.socket = socket;
    }

    static PretendServer start() throws IOException {
        PretendServer server = new PretendServer(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(server::serve, "pretend-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                converse(new DataInputStream(client.getInputStream()), client.getOutputStream());
            } catch (IOException e) {
                // the client has gone, or we are closed
            }
        }
    }

    private static void converse(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            int length = in.readInt();
            int code = in.readInt();
            in.skipNBytes(length - 8);
            if (code != SSL_REQUEST && code != GSS_REQUEST) {
                break;
            }
            out.write('N');
            out.flush();
        }
        message(out, 'R', 0);
        for (String parameter : new String[] {
            "server_version\0" + "18.0",
            "server_encoding\0UTF8",
            "client_encoding\0UTF8",
            "DateStyle\0ISO, MDY",
            "TimeZone\0UTC",
            "integer_datetimes\0on",
            "standard_conforming_strings\0on"
        }) {
            message(out, 'S', parameter + "\0");
        }
        message(out, 'K', 1, 1);
        ready(out);
        for (int type = in.read(); type > 0 && type != 'X'; type = in.read()) {
            int length = in.readInt();
            in.skipNBytes(length - 4);
            if (type == 'Q' || type == 'S') {
                message(out, 'E', "SERROR\0VERROR\0C42501\0Mnot a server\0\0");
                ready(out);
            }
        }
    }

    private static void ready(OutputStream out) throws IOException {
        message(out, 'Z', "I");
        out.flush();
    }

    private static void message(OutputStream out, char type, int... values) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        for (int value : values) {
            data.writeInt(value);
        }
        write(out, type, body.toByteArray());
    }

    private static void message(OutputStream out, char type, String text) throws IOException {
        write(out, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(OutputStream out, char type, byte[] body) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeByte(type);
        data.writeInt(body.length + 4);
        data.write(body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
