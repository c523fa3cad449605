// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.script.Directive;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import com.fraiseql.migrate.script.UnitSums;
import com.fraiseql.migrate.sql.Words;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in a script's text that moves on from unit to unit, so that a file is read once however many units it has. It
 * goes back to the beginning only for a unit that is retried.
 */
public final class ScriptCursor implements AutoCloseable {

    private final ScriptWork work;
    private @Nullable StatementReader reader;
    private int next;
    private boolean lockTimeout;
    private boolean timeLimit;

    public ScriptCursor(ScriptWork work) {
        this.work = work;
    }

    /** Goes to where {@link #next} returns the statement of this index, or to the end if the file is shorter. */
    void seek(int statement) {
        if (reader == null || next > statement) {
            close();
            reader = StatementReader.open(work.origin().text(), work.placeholders());
            next = 0;
            lockTimeout = false;
            timeLimit = false;
        }
        while (next < statement && next() != null) {
            // it belongs to a finished unit
        }
    }

    /** The next statement, {@code null} at the end. */
    @Nullable
    Statement next() {
        Statement statement = reader().next();
        if (statement != null) {
            next = statement.index() + 1;
            lockTimeout |= statement.traits().mentionsLockTimeout();
            timeLimit = timeLimit || Words.mention(statement.text(), "statement_timeout", "transaction_timeout");
        }
        return statement;
    }

    /**
     * The inline data of the statement that was returned last.
     *
     * @param sums take it while it is read; {@code null} if there are none
     */
    InputStream copyData(@Nullable UnitSums sums) {
        return sums == null ? reader().copyData() : reader().copyData(sums);
    }

    /** The directives in the file's head; complete once its first statement has been read. */
    List<Directive> headDirectives() {
        return reader().headDirectives();
    }

    /** Whether a statement up to here sets {@code lock_timeout}. */
    boolean setsLockTimeout() {
        return lockTimeout;
    }

    /** Whether a statement up to here sets a limit to how long a statement or transaction may take. */
    boolean setsTimeLimit() {
        return timeLimit;
    }

    private StatementReader reader() {
        return Objects.requireNonNull(reader, "seek comes first");
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
