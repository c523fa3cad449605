// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a script for review, statement by statement: one that may not be meant for this engine, or is not finished.
 * Only a quote, comment or data without an end is refused.
 */
public final class ReviewReader implements AutoCloseable {

    private final Origin origin;
    private final StatementScanner scanner;

    private ReviewReader(Origin origin, StatementScanner scanner) {
        this.origin = origin;
        this.scanner = scanner;
    }

    /**
     * Opens a script.
     *
     * @param placeholders what to put for <code>${name}</code>
     */
    public static ReviewReader open(ScriptText text, Map<String, String> placeholders) {
        return new ReviewReader(
                new Origin(text), StatementScanner.open(text, placeholders, Reading.review(text.undoes())));
    }

    /**
     * Reads the next statement.
     *
     * @return {@code null} at the end, or at the rollback section
     * @throws ScriptException for what has no end
     */
    public @Nullable Statement next() {
        return scanner.next();
    }

    /** What the last statement is. */
    public Parsed parsed(Statement statement) {
        Parsed parsed = scanner.parsed();
        return parsed != null ? parsed : new Parsed(statement.tokens(), statement.command());
    }

    /** Whether the last statement takes the migration back: it stands in the undo section of another tool. */
    public boolean undoes() {
        return scanner.belowForeignUndo();
    }

    /**
     * The rollback section, once {@link #next} has returned {@code null}.
     *
     * @return {@code null} if there is none
     * @throws ScriptException if it cannot be read
     */
    public @Nullable RollbackSection rollback() {
        int marker = scanner.markerLine();
        return marker == 0
                ? null
                : new RollbackReader(scanner.lexerAfterMarker(), origin, marker, Reading.review(true)).read();
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
