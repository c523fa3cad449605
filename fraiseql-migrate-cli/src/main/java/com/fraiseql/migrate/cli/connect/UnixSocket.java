// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Socket} over a Unix domain channel, with the methods that the driver uses. The channel is non-blocking and
 * each direction waits with a selector of its own, so that reading can time out while another thread writes.
 */
final class UnixSocket extends Socket {

    private final Path path;
    private @Nullable SocketChannel channel;
    private @Nullable InputStream input;
    private @Nullable OutputStream output;
    private volatile int timeout;
    private volatile boolean closed;

    UnixSocket(Path path) {
        this.path = path;
    }

    @Override
    public void connect(SocketAddress ignored, int timeoutMillis) throws IOException {
        SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            opened.connect(UnixDomainSocketAddress.of(path));
            opened.configureBlocking(false);
            input = new Input(opened);
            output = new Output(opened);
        } catch (IOException e) {
            opened.close();
            throw new java.net.ConnectException("No server listens at the socket " + path + ": " + e.getMessage());
        }
        channel = opened;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    private SocketChannel channel() throws IOException {
        SocketChannel open = channel;
        if (open == null || closed) {
            throw new java.net.SocketException("Socket is closed");
        }
        return open;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        channel();
        return java.util.Objects.requireNonNull(input);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        channel();
        return java.util.Objects.requireNonNull(output);
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (channel != null) {
            channel.close();
        }
        if (input != null) {
            input.close();
        }
        if (output != null) {
            output.close();
        }
    }

    @Override
    public boolean isConnected() {
        return channel != null;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void setSoTimeout(int millis) {
        timeout = millis;
    }

    @Override
    public synchronized int getSoTimeout() {
        return timeout;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    @Override
    public synchronized void setSendBufferSize(int size) throws java.net.SocketException {
        set(StandardSocketOptions.SO_SNDBUF, size);
    }

    @Override
    public synchronized int getSendBufferSize() throws java.net.SocketException {
        return get(StandardSocketOptions.SO_SNDBUF);
    }

    @Override
    public synchronized void setReceiveBufferSize(int size) throws java.net.SocketException {
        set(StandardSocketOptions.SO_RCVBUF, size);
    }

    @Override
    public synchronized int getReceiveBufferSize() throws java.net.SocketException {
        return get(StandardSocketOptions.SO_RCVBUF);
    }

    private void set(java.net.SocketOption<Integer> option, int value) throws java.net.SocketException {
        try {
            channel().setOption(option, value);
        } catch (IOException e) {
            throw new java.net.SocketException(e.getMessage());
        }
    }

    private int get(java.net.SocketOption<Integer> option) throws java.net.SocketException {
        try {
            return channel().getOption(option);
        } catch (IOException e) {
            throw new java.net.SocketException(e.getMessage());
        }
    }

    private final class Input extends InputStream {

        private final SocketChannel from;
        private final Selector selector;

        Input(SocketChannel from) throws IOException {
            this.from = from;
            this.selector = Selector.open();
            from.register(selector, SelectionKey.OP_READ);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            long deadline = timeout == 0 ? 0 : System.nanoTime() + timeout * 1_000_000L;
            while (true) {
                int count = from.read(buffer);
                if (count != 0) {
                    return count;
                }
                long wait = deadline == 0 ? 0 : Math.max(1, (deadline - System.nanoTime()) / 1_000_000L);
                selector.select(wait);
                selector.selectedKeys().clear();
                if (closed) {
                    throw new java.net.SocketException("Socket closed");
                }
                if (deadline != 0 && System.nanoTime() >= deadline) {
                    int last = from.read(buffer);
                    if (last != 0) {
                        return last;
                    }
                    throw new SocketTimeoutException("Read timed out");
                }
            }
        }

        @Override
        public void close() throws IOException {
            selector.close();
        }
    }

    private static final class Output extends OutputStream {

        private final SocketChannel to;
        private final Selector selector;

        Output(SocketChannel to) throws IOException {
            this.to = to;
            this.selector = Selector.open();
            to.register(selector, SelectionKey.OP_WRITE);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                if (to.write(buffer) == 0) {
                    selector.select();
                    selector.selectedKeys().clear();
                }
            }
        }

        @Override
        public void close() throws IOException {
            selector.close();
        }
    }
}
