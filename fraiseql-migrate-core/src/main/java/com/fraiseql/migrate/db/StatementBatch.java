// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.TransactionState;
import org.postgresql.core.v3.QueryExecutorImpl;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * Sends statements in one flush and waits once for their answers (PostgreSQL manual, 54.2.3 "Extended Query", 54.2.4
 * "Pipelining").
 *
 * <ol>
 *   <li>Each statement is a Parse, a Bind and an Execute of its own, so the server shows it, times it, logs it and
 *       reports its error as it does for a statement that comes alone. One Sync ends the batch. Without a Flush the
 *       server keeps its answers until then, so there is one before each statement whose begin is to be told.
 *   <li>The first error ends the batch: the server skips what follows up to the Sync. The number of completed
 *       statements tells which one failed, and the error's position counts from the start of that statement.
 *   <li>No row is asked to be described and none is kept: a {@code SELECT} runs to its end in constant memory.
 *   <li>The batch must be small enough for the buffers of a connection, or be one statement ({@link #MOST_BYTES}): the
 *       server may answer much (notices, rows) before it has read everything, and this side does not read while it
 *       writes.
 * </ol>
 */
final class StatementBatch {

    /**
     * What is sent before anything is read; less than what the buffers of a socket hold, even if the server reads
     * nothing.
     */
    static final int MOST_BYTES = 64 * 1024;

    private static final byte[] BIND_AND_EXECUTE = {
        'B', 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 'E', 0, 0, 0, 9, 0, 0, 0, 0, 0
    };

    private final QueryExecutorImpl executor;
    private final PGStream stream;
    private final NoticeHandler notices;
    private final IntConsumer completed;
    private final List<String> tags = new ArrayList<>();
    private @Nullable SQLException error;

    private StatementBatch(QueryExecutorImpl executor, PGStream stream, NoticeHandler notices, IntConsumer completed) {
        this.executor = executor;
        this.stream = stream;
        this.notices = notices;
        this.completed = completed;
    }

    /** Whether {@link #send} can be used on this connection. */
    static boolean possible(QueryExecutor executor) {
        return executor instanceof QueryExecutorImpl && DriverStream.of(executor) != null;
    }

    /**
     * Sends the statements and reads their answers. Failures are in the reply; after an I/O error the connection is
     * closed.
     *
     * @param told the indexes of the statements whose begin is to be told: what completes before them is answered at
     *     once
     * @param completed called with the number of completed statements each time that one completes
     */
    static BatchReply send(
            QueryExecutor executor,
            List<String> statements,
            IntPredicate told,
            NoticeHandler notices,
            IntConsumer completed) {
        PGStream stream = DriverStream.of(executor);
        if (stream == null) {
            throw new IllegalStateException("the driver's stream is out of reach");
        }
        StatementBatch batch = new StatementBatch((QueryExecutorImpl) executor, stream, notices, completed);
        batch.exchange(statements, told);
        return new BatchReply(batch.tags, batch.error);
    }

    private void exchange(List<String> statements, IntPredicate told) {
        try {
            for (int i = 0; i < statements.size(); i++) {
                if (i > 0 && told.test(i)) {
                    stream.sendChar('H');
                    stream.sendInteger4(4);
                }
                byte[] text = statements.get(i).getBytes(StandardCharsets.UTF_8);
                stream.sendChar('P');
                stream.sendInteger4(4 + 1 + text.length + 1 + 2);
                stream.sendChar(0);
                stream.send(text);
                stream.sendChar(0);
                stream.sendInteger2(0);
                stream.send(BIND_AND_EXECUTE);
            }
            stream.sendChar('S');
            stream.sendInteger4(4);
            stream.flush();
            boolean more = true;
            while (more) {
                more = answer();
            }
        } catch (IOException e) {
            executor.abort();
            fail(new PSQLException("The connection was lost: " + e.getMessage(), PSQLState.CONNECTION_FAILURE, e));
        }
    }

    /** Reads one message; false after the last one. */
    private boolean answer() throws IOException {
        int type = stream.receiveChar();
        switch (type) {
            case 'C' -> {
                String tag = stream.receiveString(stream.receiveInteger4() - 5);
                stream.skip(1);
                complete(tag);
            }
            case 'I' -> {
                stream.skip(stream.receiveInteger4() - 4);
                complete("");
            }
            case 'E' -> fail(new PSQLException(serverMessage()));
            case 'N' -> notices.notice(new PSQLWarning(serverMessage()));
            case 'S' -> parameter();
            case 'Z' -> {
                stream.receiveInteger4();
                executor.setTransactionState(
                        switch (stream.receiveChar()) {
                            case 'I' -> TransactionState.IDLE;
                            case 'T' -> TransactionState.OPEN;
                            default -> TransactionState.FAILED;
                        });
                return false;
            }
            // answers to Parse and Bind, rows, COPY … TO STDOUT, notifications: their content is not needed
            case '1', '2', 'n', 'T', 'D', 'H', 'd', 'c', 'A' -> stream.skip(stream.receiveInteger4() - 4);
            default -> throw new IOException("unexpected message of type " + type);
        }
        return true;
    }

    private void complete(String tag) {
        tags.add(tag);
        completed.accept(tags.size());
    }

    private void fail(SQLException failure) {
        // what ends the session may be followed by the end of the stream; the first error says why
        if (error == null) {
            error = failure;
        }
    }

    private ServerErrorMessage serverMessage() throws IOException {
        return new ServerErrorMessage(stream.receiveErrorString(stream.receiveInteger4() - 4));
    }

    /**
     * The driver reads texts as UTF-8 and literals by the standard's rules; it must know, or the connection end, if
     * that has changed.
     */
    private void parameter() throws IOException {
        stream.receiveInteger4();
        String name = stream.receiveString();
        String value = stream.receiveString();
        if (name.equals("standard_conforming_strings")) {
            executor.setStandardConformingStrings(value.equals("on"));
        } else if (name.equals("client_encoding") && !isUtf8(value)) {
            throw new IOException("client_encoding was changed to " + value + "; only UTF8 can be read");
        }
    }

    /** PostgreSQL reports {@code UNICODE}, an old name, as it was given. */
    private static boolean isUtf8(String encoding) {
        return encoding.equalsIgnoreCase("UTF8") || encoding.equalsIgnoreCase("UNICODE");
    }
}
