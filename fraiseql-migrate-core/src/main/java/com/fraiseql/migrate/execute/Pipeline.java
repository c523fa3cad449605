// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.script.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Collects statements and sends them in as few messages as possible: one, for a small unit with all its bookkeeping.
 *
 * <p>A message holds at most {@value #MESSAGE_CHARS} characters (or one longer statement), so memory stays small however long a
 * unit is. The position in an error counts code points from the start of the message, and without a position the number of completed
 * statements tells which one failed; either way the error is traced back to the statement.
 */
final class Pipeline {

    static final int MESSAGE_CHARS = 128 * 1024;

    private static final String JOINT = "\n;\n";

    private final RunContext run;
    private final StringBuilder text = new StringBuilder();
    private final List<Segment> segments = new ArrayList<>();
    private int codePoints;
    private @Nullable Duration shortest;

    Pipeline(RunContext run) {
        this.run = run;
    }

    /** What a part of a message is for. */
    enum Purpose {
        MIGRATION,
        CONTROL,
        PROOF,
        BOOKKEEPING,
        COMMIT,
        /** What follows the COMMIT; whatever becomes of it, the transaction is done. */
        AFTER_COMMIT
    }

    /**
     * One statement of a message.
     *
     * @param start where it starts, in code points from the start of the message, from 0
     */
    record Segment(
            Purpose purpose,
            int start,
            int length,
            @Nullable Origin origin,
            @Nullable Statement statement) {}

    /** Something sent has failed. The transaction, if one is open, is still to be rolled back. */
    static final class Failure extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Segment segment;
        private final transient SQLException error;
        private final int position;

        Failure(Segment segment, SQLException error, int position) {
            super(error);
            this.segment = segment;
            this.error = error;
            this.position = position;
        }

        Purpose purpose() {
            return segment.purpose();
        }

        @Nullable
        Origin origin() {
            return segment.origin();
        }

        @Nullable
        Statement statement() {
            return segment.statement();
        }

        SQLException error() {
            return error;
        }

        /** PostgreSQL's position within the statement, in code points from 1; 0 if there is none. */
        int position() {
            return position;
        }
    }

    /** Adds a statement of our own. */
    void own(Purpose purpose, String sql) {
        add(purpose, sql, null, null);
    }

    void own(Purpose purpose, List<String> statements) {
        statements.forEach(sql -> own(purpose, sql));
    }

    /**
     * Adds a statement of a migration, and sends what has been collected when it is enough.
     *
     * @param lockTimeout after how long it gives up waiting for a lock; {@code null} if it waits for as long as it takes
     */
    void statement(Origin origin, Statement statement, @Nullable Duration lockTimeout) throws Failure {
        if (!segments.isEmpty() && text.length() + statement.text().length() > MESSAGE_CHARS) {
            flush();
        }
        if (lockTimeout != null && (shortest == null || lockTimeout.compareTo(shortest) < 0)) {
            shortest = lockTimeout;
        }
        run.state().touchedBy(statement);
        add(Purpose.MIGRATION, statement.text(), origin, statement);
        if (statement.traits().changesLexing()) {
            // the server reads a whole message by the rules that hold when it arrives
            flush();
        }
    }

    /** Sends what has been collected, then the COPY and its data. */
    void copy(Origin origin, Statement statement, InputStream data, @Nullable Duration lockTimeout) throws Failure {
        flush();
        Segment segment = new Segment(Purpose.MIGRATION, 0, statement.text().length(), origin, statement);
        LockWatch.Watch watched = run.watch().during(run.session().pid(), lockTimeout);
        try {
            run.session().copyIn(statement.text(), data);
        } catch (SQLException e) {
            throw new Failure(segment, e, positionOf(e));
        } catch (IOException e) {
            if (e.getCause() instanceof MigrateException inData) {
                throw inData;
            }
            throw new MigrateException(
                    FailureCode.UNREADABLE_FILE,
                    "The file could not be read while it was applied: " + e.getMessage(),
                    "Make it readable and start again.",
                    new SourceLocation(origin.text().name(), statement.line(), statement.column()),
                    null,
                    e);
        } finally {
            watched.close();
        }
    }

    /** Sends what has been collected: one round trip. */
    void flush() throws Failure {
        if (segments.isEmpty()) {
            return;
        }
        run.cancellation().check();
        Reply reply;
        LockWatch.Watch watched = run.watch().during(run.session().pid(), shortest);
        try {
            reply = run.session().script(text.toString());
        } finally {
            watched.close();
        }
        SQLException error = reply.error();
        if (error != null) {
            throw failure(reply.completed(), error);
        }
        text.setLength(0);
        segments.clear();
        codePoints = 0;
        shortest = null;
    }

    private void add(Purpose purpose, String sql, @Nullable Origin origin, @Nullable Statement statement) {
        if (!segments.isEmpty()) {
            text.append(JOINT);
            codePoints += JOINT.length();
        }
        int length = sql.codePointCount(0, sql.length());
        segments.add(new Segment(purpose, codePoints, length, origin, statement));
        text.append(sql);
        codePoints += length;
    }

    private Failure failure(int completed, SQLException error) {
        int position = positionOf(error);
        if (position > 0) {
            for (Segment segment : segments) {
                if (position <= segment.start() + segment.length() + JOINT.length()) {
                    return new Failure(segment, error, Math.max(1, position - segment.start()));
                }
            }
        }
        Segment failed = segments.get(Math.min(completed, segments.size() - 1));
        return new Failure(failed, error, 0);
    }

    private static int positionOf(SQLException error) {
        if (error instanceof PSQLException server) {
            ServerErrorMessage message = server.getServerErrorMessage();
            return message == null ? 0 : message.getPosition();
        }
        return 0;
    }
}
