// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a script statement by statement, in small constant memory whatever the file's size: the current statement and a
 * buffer are all that is held.
 *
 * <p>Statements end where psql ends them: at a semicolon outside of quotes, comments and parentheses, and outside of
 * the {@code BEGIN ATOMIC … END} body of a {@code CREATE FUNCTION} or {@code CREATE PROCEDURE}; or at the end. What
 * cannot run is refused with its place in the file, when it is reached.
 */
public final class StatementReader implements AutoCloseable {

    private final Origin origin;
    private final StatementScanner scanner;
    private @Nullable RollbackSection rollback;
    private int markerLine;
    private boolean done;

    private StatementReader(Origin origin, StatementScanner scanner) {
        this.origin = origin;
        this.scanner = scanner;
    }

    /** Opens a script in which no placeholders are replaced. */
    public static StatementReader open(ScriptText text) {
        return open(text, Map.of());
    }

    /**
     * Opens a script.
     *
     * @param placeholders what to put for <code>${name}</code>; any other <code>${…}</code> is left alone, and
     *     nothing is replaced in the data of a COPY
     */
    public static StatementReader open(ScriptText text, Map<String, String> placeholders) {
        return open(text, placeholders, ByteTaker.NONE);
    }

    static StatementReader open(ScriptText text, Map<String, String> placeholders, ByteTaker taker) {
        return new StatementReader(new Origin(text), StatementScanner.open(text, placeholders, taker));
    }

    /**
     * Reads the next statement.
     *
     * @return {@code null} at the end of the migration proper: the end of the file, or the rollback section, which has
     *     then been read and checked too
     * @throws ScriptException for what cannot run
     */
    public @Nullable Statement next() {
        if (done) {
            return null;
        }
        Statement statement = scanner.next();
        if (statement == null) {
            end();
        }
        return statement;
    }

    private void end() {
        done = true;
        markerLine = scanner.markerLine();
        if (markerLine > 0) {
            rollback = new RollbackReader(scanner.lexerAfterMarker(), origin, markerLine, Reading.strict(true)).read();
        }
    }

    /**
     * The inline data of the statement that {@link #next} has just returned, a COPY FROM STDIN: UTF-8, up to the line
     * {@code \.} and without it. In a file with CRLF line ends they become LF, except in CSV, where a line break within
     * quotes is data. {@link #next} skips what has not been read.
     *
     * @throws IllegalStateException if the last statement has no data
     */
    public InputStream copyData() {
        return scanner.inlineData().toSend();
    }

    /**
     * The same data, which the unit's sums take while it is read.
     *
     * @param sums have been given the statement
     */
    public InputStream copyData(UnitSums sums) {
        return sums.passing(copyData(), copyLine());
    }

    /** Whether the data goes into hashes as it is sent. */
    boolean copyDataIsHashedAsSent() {
        return scanner.inlineData().isHashedAsSent();
    }

    /** The same as it goes into hashes. */
    CopyData copyDataToHash() {
        return scanner.inlineData().toHash();
    }

    /** The line where the data of the last statement begins. */
    int copyLine() {
        return scanner.inlineData().line();
    }

    /** The line of the rollback marker, whether or not anything is below it; 0 if there is none. After the end only. */
    int markerLine() {
        return markerLine;
    }

    /** The rollback section, after {@link #next} has returned {@code null}; {@code null} if it is missing or empty. */
    public @Nullable RollbackSection rollback() {
        return rollback;
    }

    /** The directives for the whole file; complete after the first {@link #next}. */
    public List<Directive> headDirectives() {
        return scanner.headDirectives();
    }

    @Override
    public void close() {
        scanner.close();
    }
}
