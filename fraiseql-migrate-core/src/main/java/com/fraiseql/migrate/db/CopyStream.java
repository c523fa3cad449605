// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.PGStream;
import org.postgresql.core.v3.QueryExecutorImpl;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * The data of a {@code COPY … FROM STDIN} (PostgreSQL manual, 54.2.6 "COPY Operations").
 *
 * <p>A trigger may raise a notice for each row. The driver reads nothing before all of the data has been written, so
 * the server waits until it can write notices, and the client until the server reads: for ever, as soon as both
 * directions are full. And it keeps all of them in a list that it walks through for each new one. So here one thread
 * writes the data while the caller's reads what the server says and hands it on at once: in constant memory, and
 * whatever the sizes of the buffers in between.
 *
 * <ol>
 *   <li>The driver begins the COPY. Data that fits into one small message is written at once, without a thread.
 *   <li>Notices are read up to the first message that is none. It ends the COPY: its completion, or an error.
 *   <li>The driver ends it. That it says once more that the data is complete, the server ignores, as the protocol
 *       demands.
 * </ol>
 */
final class CopyStream {

    /** What is written before anything is read; less than what the buffers of a socket hold. */
    private static final int SMALL = 8 * 1024;

    private static final int CHUNK = 64 * 1024;

    private final CopyIn copy;
    private final QueryExecutorImpl executor;
    private final PGStream stream;
    private final InputStream data;
    private final NoticeHandler notices;
    private final BooleanSupplier cancelled;
    private volatile boolean over;
    private volatile boolean ended;
    private volatile @Nullable Exception problem;

    private CopyStream(
            CopyIn copy,
            QueryExecutorImpl executor,
            PGStream stream,
            InputStream data,
            NoticeHandler notices,
            BooleanSupplier cancelled) {
        this.copy = copy;
        this.executor = executor;
        this.stream = stream;
        this.data = data;
        this.notices = notices;
        this.cancelled = cancelled;
    }

    /**
     * Copies all of the data.
     *
     * @param cancelled asked before each piece of the data; the server then fails with 57014
     * @throws IOException if the data cannot be read; the COPY has been ended then
     */
    static void send(
            PgConnection driver, String sql, InputStream data, NoticeHandler notices, BooleanSupplier cancelled)
            throws SQLException, IOException {
        CopyIn copy = driver.getCopyAPI().copyIn(sql);
        PGStream stream = DriverStream.of(driver.getQueryExecutor());
        if (stream != null && driver.getQueryExecutor() instanceof QueryExecutorImpl executor) {
            new CopyStream(copy, executor, stream, data, notices, cancelled).exchange();
        } else {
            throughDriver(driver, copy, data, notices, cancelled);
        }
    }

    private void exchange() throws SQLException, IOException {
        try {
            byte[] first = new byte[SMALL];
            int length = readFirst(first);
            Thread writer = null;
            if (length == SMALL) {
                writer = new Thread(() -> write(first), "fraiseql-migrate-copy");
                writer.setDaemon(true);
                writer.start();
            } else {
                piece(first, length);
                end();
            }
            listen();
            over = true;
            if (writer != null) {
                join(writer);
            }
        } catch (IOException e) {
            over = true;
            executor.abort();
            throw new PSQLException(
                    "The connection was lost during a COPY: " + e.getMessage(), PSQLState.CONNECTION_FAILURE, e);
        }
        Exception found = problem;
        if (found == null) {
            copy.endCopy();
            return;
        }
        try {
            if (ended) {
                copy.endCopy();
            } else {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            found.addSuppressed(e);
        }
        if (found instanceof IOException unreadable) {
            throw unreadable;
        }
        throw (RuntimeException) found;
    }

    /** As much as there is, up to the length of the array. */
    private int readFirst(byte[] bytes) throws IOException {
        try {
            return data.readNBytes(bytes, 0, bytes.length);
        } catch (IOException | RuntimeException e) {
            problem = e;
            refuse("the data cannot be read");
            return -1;
        }
    }

    /** Writes what follows the first piece, and the end; in a thread of its own. */
    private void write(byte[] first) {
        try {
            piece(first, first.length);
            byte[] bytes = new byte[CHUNK];
            int length;
            while (!over && (length = read(bytes)) > 0) {
                if (cancelled.getAsBoolean()) {
                    refuse("the run was cancelled");
                    return;
                }
                piece(bytes, length);
            }
            if (problem != null) {
                refuse("the data cannot be used");
            } else if (!over) {
                end();
            }
        } catch (IOException e) {
            // the connection is gone, which the reading side finds out, too
        }
    }

    private int read(byte[] bytes) {
        if (problem != null) {
            return -1;
        }
        try {
            return data.read(bytes);
        } catch (IOException | RuntimeException e) {
            problem = e;
        } catch (Error e) {
            problem = new IllegalStateException(e);
        }
        return -1;
    }

    private void piece(byte[] bytes, int length) throws IOException {
        if (length > 0) {
            stream.sendChar('d');
            stream.sendInteger4(4 + length);
            stream.send(bytes, 0, length);
        }
    }

    private void end() throws IOException {
        if (problem == null) {
            ended = true;
            stream.sendChar('c');
            stream.sendInteger4(4);
            stream.flush();
        }
    }

    private void refuse(String why) throws IOException {
        byte[] text = why.getBytes(StandardCharsets.US_ASCII);
        stream.sendChar('f');
        stream.sendInteger4(4 + text.length + 1);
        stream.send(text);
        stream.sendChar(0);
        stream.flush();
    }

    /** Hands on what is said up to the completion or the error, which stays in the stream. */
    private void listen() throws IOException, SQLException {
        while (true) {
            switch (stream.peekChar()) {
                case 'N' -> {
                    stream.receiveChar();
                    int length = stream.receiveInteger4() - 4;
                    tell(new PSQLWarning(new ServerErrorMessage(stream.receiveString(length))));
                }
                case 'S' -> {
                    stream.receiveChar();
                    executor.receiveParameterStatus();
                }
                case 'A' -> {
                    stream.receiveChar();
                    stream.skip(stream.receiveInteger4() - 4);
                }
                default -> {
                    return;
                }
            }
        }
    }

    private void tell(SQLWarning notice) {
        if (problem == null) {
            try {
                notices.notice(notice);
            } catch (RuntimeException e) {
                // the writer ends the COPY; until the server has heard of it, what it says is to be read
                problem = e;
            }
        }
    }

    private static void join(Thread writer) {
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Where the driver's stream is out of reach: in small pieces, and what the server has said is looked for after
     * each.
     */
    private static void throughDriver(
            PgConnection driver, CopyIn copy, InputStream data, NoticeHandler notices, BooleanSupplier cancelled)
            throws SQLException, IOException {
        byte[] bytes = new byte[SMALL];
        try {
            int length;
            while (!cancelled.getAsBoolean() && (length = data.read(bytes)) > 0) {
                copy.writeToCopy(bytes, 0, length);
                copy.flushCopy();
                drain(driver, notices);
            }
            if (cancelled.getAsBoolean()) {
                driver.cancelQuery();
            }
            copy.endCopy();
            drain(driver, notices);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void drain(PgConnection driver, NoticeHandler notices) throws SQLException {
        for (SQLWarning notice = driver.getWarnings(); notice != null; notice = notice.getNextWarning()) {
            notices.notice(notice);
        }
        driver.clearWarnings();
    }
}
