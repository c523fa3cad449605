// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.run;

import com.fraiseql.migrate.db.PgError;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.checkpoint.ScriptOrigin;
import com.fraiseql.migrate.script.Statement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement has failed. An open transaction has not been rolled back yet. */
public final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Segment segment;
    private final transient SQLException error;
    private final Doubt doubt;

    public Failure(Segment segment, SQLException error) {
        this(segment, error, Doubt.NONE);
    }

    private Failure(Segment segment, SQLException error, Doubt doubt) {
        super(error);
        this.segment = segment;
        this.error = error;
        this.doubt = doubt;
    }

    /** The run was cancelled before the statement was sent. */
    public static Failure cancelled(Segment segment) {
        return new Failure(
                segment,
                new SQLException("the run was cancelled before the statement was sent", SqlState.QUERY_CANCELED));
    }

    /** The connection was lost after a COMMIT had been sent. */
    public static Failure commitSent(Segment segment, SQLException error) {
        return new Failure(segment, error, Doubt.COMMIT_SENT);
    }

    /** The statement failed after it had committed some of its work. */
    public static Failure partlyCommitted(Segment segment, SQLException error) {
        return new Failure(segment, error, Doubt.PARTLY_COMMITTED);
    }

    /** The connection was lost after a standalone statement had been sent and before its end was seen. */
    public static Failure endNotSeen(Segment segment, SQLException error) {
        return new Failure(segment, error, Doubt.END_NOT_SEEN);
    }

    /** The same failure while recording a standalone statement, attributed to that statement. */
    public Failure recording(Segment migration) {
        return new Failure(migration, error, doubt == Doubt.NONE ? Doubt.END_NOT_SEEN : Doubt.RECORD_SENT);
    }

    /**
     * The same failure, attributed to the statement of the migration that could not be sent, if a statement of the
     * engine's own failed.
     */
    public Failure at(Segment migration) {
        boolean own = segment.statement() == null && segment.purpose() == Purpose.CONTROL;
        return own ? new Failure(migration, error, doubt) : this;
    }

    public Purpose purpose() {
        return segment.purpose();
    }

    @Nullable
    public ScriptOrigin origin() {
        return segment.origin();
    }

    @Nullable
    public Statement statement() {
        return segment.statement();
    }

    public SQLException error() {
        return error;
    }

    /** PostgreSQL's position within the statement, in code points from 1; 0 if there is none. */
    public int position() {
        PgError message = PgError.orNull(error);
        return message == null ? 0 : message.position();
    }

    /**
     * Whether the connection was lost after a COMMIT had been sent, so that the transaction may have been committed.
     */
    public boolean commitSent() {
        return doubt == Doubt.COMMIT_SENT || doubt == Doubt.RECORD_SENT;
    }

    /** Whether the statement had committed some of its work before it failed, so that it must not be repeated. */
    public boolean partlyCommitted() {
        return doubt == Doubt.PARTLY_COMMITTED;
    }

    /**
     * Whether a standalone statement had been sent, and the history does not say how it ended unless its record was
     * committed.
     */
    public boolean endNotSeen() {
        return doubt == Doubt.END_NOT_SEEN || doubt == Doubt.RECORD_SENT;
    }

    private enum Doubt {
        NONE,
        COMMIT_SENT,
        PARTLY_COMMITTED,
        END_NOT_SEEN,
        /** The COMMIT of the statement's record had been sent as well. */
        RECORD_SENT
    }
}
