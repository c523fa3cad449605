// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.run;

import com.fraiseql.migrate.db.BatchReply;
import com.fraiseql.migrate.execute.checkpoint.ScriptOrigin;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.history.HistoryWriter;
import com.fraiseql.migrate.script.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects statements and sends them in as few round trips as possible: one, for a small unit with all its bookkeeping.
 *
 * <p>Each statement travels as a message of its own ({@link com.fraiseql.migrate.db.Session#batch}), so its completion,
 * its error and the error's position are its own. A flush holds at most {@value #FLUSH_BYTES} bytes (or one longer
 * statement), so memory stays small however long a unit is.
 */
public final class Pipeline {

    /** Half of the bytes that a connection certainly accepts while no reply is being read. */
    static final int FLUSH_BYTES = 32 * 1024;

    /** What the protocol adds to each statement, roughly. */
    private static final int OVERHEAD = 40;

    private final RunContext run;
    private final boolean cancellable;
    private final List<Segment> segments = new ArrayList<>();
    private int length;
    private @Nullable Duration shortest;

    public Pipeline(RunContext run) {
        this(run, true);
    }

    private Pipeline(RunContext run, boolean cancellable) {
        this.run = run;
        this.cancellable = cancellable;
    }

    /** For recording what has already happened, which is sent even if the run has been cancelled. */
    public static Pipeline ofRecord(RunContext run) {
        return new Pipeline(run, false);
    }

    /** Adds a statement of the engine's own, and flushes when enough has been collected. */
    public void own(Purpose purpose, String sql) throws Failure {
        add(new Segment(purpose, sql, null, null));
    }

    /** Adds statements of the engine's own. A record sees every row of the history, or fails. */
    public void own(Purpose purpose, List<String> statements) throws Failure {
        boolean mayBeHidden = purpose == Purpose.BOOKKEEPING
                && !statements.isEmpty()
                && !run.history().exempt();
        for (String sql : mayBeHidden ? HistoryWriter.seeingAllRows(statements) : statements) {
            own(purpose, sql);
        }
    }

    /**
     * Adds a transaction that records something, and changes nothing else.
     *
     * @param session what is read of the session before its identity is changed
     */
    public void transaction(List<String> session, List<String> record) throws Failure {
        own(Purpose.CONTROL, "BEGIN");
        own(Purpose.PROOF, run.mutex().proof());
        own(Purpose.CONTROL, session);
        own(Purpose.CONTROL, run.state().ownIdentity());
        own(Purpose.BOOKKEEPING, record);
        own(Purpose.COMMIT, "COMMIT");
    }

    /**
     * Adds a statement of a migration, and flushes when enough has been collected.
     *
     * @param lockTimeout after how long it gives up waiting for a lock; {@code null} if it waits for as long as it
     *     takes
     */
    public void statement(ScriptOrigin origin, Statement statement, @Nullable Duration lockTimeout) throws Failure {
        if (lockTimeout != null && (shortest == null || lockTimeout.compareTo(shortest) < 0)) {
            shortest = lockTimeout;
        }
        run.state().touchedBy(statement);
        add(Segment.of(origin, statement));
    }

    /** Sends what has been collected, then the COPY and its data. */
    public void copy(ScriptOrigin origin, Statement statement, InputStream data, @Nullable Duration lockTimeout)
            throws Failure {
        flush();
        Segment segment = Segment.of(origin, statement);
        started(segment);
        LockWatch.Watch watched = run.watch().during(run.session().pid(), lockTimeout);
        try {
            run.session().copyIn(statement.text(), data, run.cancellation()::requested);
        } catch (SQLException e) {
            throw new Failure(segment, e);
        } catch (IOException e) {
            if (e.getCause() instanceof MigrateException inData) {
                throw inData;
            }
            throw MigrateException.builder(
                            FailureCode.UNREADABLE_FILE,
                            "The file could not be read while it was applied: " + e.getMessage(),
                            "Make it readable and start again.")
                    .location(origin.text().locate(statement.line(), statement.column()))
                    .cause(e)
                    .build();
        } finally {
            watched.close();
        }
    }

    /** Sends what has been collected: one round trip. */
    public void flush() throws Failure {
        if (segments.isEmpty()) {
            return;
        }
        if (cancellable && run.cancellation().requested()) {
            throw Failure.cancelled(firstOfMigration());
        }
        List<Segment> sent = List.copyOf(segments);
        BatchReply reply;
        LockWatch.Watch watched = run.watch().during(run.session().pid(), shortest);
        try {
            started(sent.get(0));
            reply = run.session()
                    .batch(
                            sent.stream().map(Segment::sql).toList(),
                            index -> sent.get(index).mayTakeLong(),
                            completed -> {
                                if (completed < sent.size()) {
                                    started(sent.get(completed));
                                }
                            });
        } finally {
            watched.close();
        }
        requireSuccess(sent, reply);
        segments.clear();
        length = 0;
        shortest = null;
    }

    private void add(Segment segment) throws Failure {
        int size = bytes(segment.sql()) + OVERHEAD;
        if (!segments.isEmpty() && length + size > FLUSH_BYTES) {
            flush();
        }
        segments.add(segment);
        length += size;
    }

    /** In UTF-8, where half of a surrogate pair counts as two of its four bytes. */
    private static int bytes(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    private static void requireSuccess(List<Segment> sent, BatchReply reply) throws Failure {
        for (int i = 0; i < reply.completed(); i++) {
            // COMMIT of a transaction that has failed completes, and rolls back
            if (sent.get(i).purpose() == Purpose.COMMIT && !reply.tags().get(i).equals("COMMIT")) {
                throw new Failure(sent.get(i), new SQLException("the server rolled the transaction back", "25P02"));
            }
        }
        SQLException error = reply.error();
        if (error != null) {
            int failed = Math.min(reply.completed(), sent.size() - 1);
            boolean commitSent =
                    sent.subList(failed, sent.size()).stream().anyMatch(segment -> segment.purpose() == Purpose.COMMIT);
            throw commitSent ? Failure.commitSent(sent.get(failed), error) : new Failure(sent.get(failed), error);
        }
    }

    /** The statement to report: the first one of the migration, if there is one. */
    private Segment firstOfMigration() {
        return segments.stream()
                .filter(segment -> segment.statement() != null)
                .findFirst()
                .orElse(segments.get(0));
    }

    private void started(Segment segment) {
        Statement statement = segment.statement();
        ScriptOrigin origin = segment.origin();
        if (statement != null && origin != null) {
            run.listener().statementStarted(origin.version(), statement.line(), statement::firstLine);
        }
    }
}
