// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.CommandParser;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.Tokens;
import java.util.ArrayList;
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
    private final List<String> comments;

    private int line;
    private boolean cut;

    private ReviewReader(Origin origin, StatementScanner scanner, List<String> comments) {
        this.origin = origin;
        this.scanner = scanner;
        this.comments = comments;
    }

    /**
     * Opens a script.
     *
     * @param placeholders what to put for <code>${name}</code>
     * @param mostBytes how much of it is read at the most
     */
    public static ReviewReader open(ScriptText text, Map<String, String> placeholders, long mostBytes) {
        ScriptText limited = new LimitedText(text, mostBytes);
        List<String> comments = new ArrayList<>();
        Reading reading = Reading.review(text.undoes(), (comment, line) -> comments.add(comment));
        return new ReviewReader(new Origin(text), StatementScanner.open(limited, placeholders, reading), comments);
    }

    /**
     * Reads the next statement.
     *
     * @return {@code null} at the end, at the rollback section, or where more than is allowed would have to be read
     * @throws ScriptException for what has no end
     */
    public @Nullable Statement next() {
        comments.clear();
        try {
            Statement statement = cut ? null : scanner.next();
            line = statement == null ? line : statement.lastLine();
            return statement;
        } catch (ScriptException e) {
            if (!(e.getCause() instanceof LimitedText.Reached)) {
                throw e;
            }
            cut = true;
            return null;
        }
    }

    /**
     * The line up to which a file has been read that is longer than is allowed, once {@link #next} has returned
     * {@code null}; 0 if it has been read as a whole.
     */
    public int cutAfter() {
        return cut ? Math.max(line, 1) : 0;
    }

    /** The comments between the last statement and the one above it, directives left out. */
    public List<String> comments() {
        return List.copyOf(comments);
    }

    /** What the last statement is. */
    public Parsed parsed(Statement statement) {
        Parsed parsed = scanner.parsed();
        if (parsed != null) {
            return parsed;
        }
        List<Token> tokens = Tokens.withoutRows(statement.text(), statement.standardStrings());
        return new Parsed(tokens, CommandParser.parse(tokens));
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
        int marker = cut ? 0 : scanner.markerLine();
        return marker == 0
                ? null
                : new RollbackReader(scanner.lexerAfterMarker(), origin, marker, Reading.review(true, null)).read();
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
