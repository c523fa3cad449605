// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.script.StrayCharacters.Stray;
import com.fraiseql.migrate.script.Traits.Control;
import com.fraiseql.migrate.sql.CharFeed;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.CommandParser;
import com.fraiseql.migrate.sql.Lexer;
import com.fraiseql.migrate.sql.Mark;
import com.fraiseql.migrate.sql.Settings;
import com.fraiseql.migrate.sql.Settings.Setting;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.Tokens;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

    private final CharFeed feed;
    private final Lexer lexer;
    private final Origin origin;
    private final RuleBook rules;
    private final ReaderFaults faults;
    private final @Nullable PlaceholderFeed placeholders;
    private final List<Directive> headDirectives = new ArrayList<>();
    private final List<Directive> pending = new ArrayList<>();

    private final boolean lenient;
    private final boolean undoes;
    private final @Nullable CommentListener listener;

    private @Nullable ForeignMarker foreign;
    /** Where it is, from {@link Lexer#keep} on if it stands within a statement. */
    private int foreignAt;

    private int foreignLine;
    private int foreignColumn;

    private int index;
    private int firstKind;
    private @Nullable CopyData copy;
    private boolean csv;
    private @Nullable String restOfCopyLine;
    private int restLine;
    private int restColumn;
    private @Nullable RollbackSection rollback;
    private int markerLine;
    private boolean atMarker;
    private boolean done;

    private StatementReader(
            Origin origin,
            Map<String, String> values,
            @Nullable ChecksumDigest digest,
            boolean lenient,
            boolean undoes,
            @Nullable CommentListener listener) {
        this.origin = origin;
        this.lenient = lenient;
        this.undoes = undoes;
        this.listener = listener;
        ArrayDeque<Mark> marks = new ArrayDeque<>();
        CharFeed bytes = new Utf8Feed(origin.read(), digest);
        this.placeholders = values.isEmpty() ? null : new PlaceholderFeed(bytes, Map.copyOf(values), marks);
        this.feed = placeholders == null ? bytes : placeholders;
        this.lexer = new Lexer(feed, marks, RollbackSection::isMarker);
        lexer.line = origin.firstLine();
        this.rules = new RuleBook(origin);
        this.faults = new ReaderFaults(origin, lexer);
    }

    /** Opens a script in which no placeholders are replaced. */
    public static StatementReader open(ScriptText text) {
        return open(text, Map.of());
    }

    /**
     * Opens a script.
     *
     * @param placeholders what to put for <code>${name}</code>; any other <code>${…}</code> is left alone, and nothing
     *     is replaced in the data of a COPY
     */
    public static StatementReader open(ScriptText text, Map<String, String> placeholders) {
        return open(text, placeholders, null);
    }

    static StatementReader open(ScriptText text, Map<String, String> placeholders, @Nullable ChecksumDigest digest) {
        return new StatementReader(new Origin(text), placeholders, digest, false, text.undoes(), null);
    }

    static StatementReader openSection(Origin section) {
        return new StatementReader(section, Map.of(), null, false, true, null);
    }

    /** A reader that refuses nothing but what has no end; for {@link #findMarker} only. */
    static StatementReader openLenient(ScriptText text) {
        return new StatementReader(new Origin(text), Map.of(), null, true, text.undoes(), null);
    }

    /** The same, with a listener for the comments. */
    static StatementReader openListening(ScriptText text, CommentListener listener) {
        return new StatementReader(new Origin(text), Map.of(), null, true, text.undoes(), listener);
    }

    /** The same of a text that is a rollback, whatever it says of itself. */
    static StatementReader openRollback(ScriptText text, CommentListener listener) {
        return new StatementReader(new Origin(text), Map.of(), null, true, true, listener);
    }

    /**
     * Reads the next statement.
     *
     * @return {@code null} at the end of the migration proper: the end of the file, or the rollback section, which has
     *     then been read and checked too
     * @throws ScriptException for what cannot run
     */
    public @Nullable Statement next() {
        skipCopyData();
        if (done) {
            return null;
        }
        if (!findMarkerOrStatement()) {
            end();
            return null;
        }
        return statement();
    }

    /** Goes to the first token of the next statement; false at the end or at the rollback marker. */
    private boolean findMarkerOrStatement() {
        if (atMarker) {
            return false;
        }
        lexer.keeping = false;
        while (true) {
            firstKind = lexer.next();
            switch (firstKind) {
                case Lexer.END -> {
                    return false;
                }
                case Lexer.LINE_COMMENT -> {
                    if (isMarker()) {
                        atMarker = true;
                        return false;
                    }
                    comment(false);
                }
                case Lexer.BLOCK_COMMENT -> {
                    if (lexer.unterminated) {
                        throw faults.unterminated("block comment", "*/", lexer.openLine, lexer.openColumn);
                    }
                    hear();
                }
                case Lexer.BACKSLASH -> metaCommand(true);
                default -> {
                    if (!isSemicolon()) {
                        return true;
                    }
                }
            }
        }
    }

    /** Reads the statement whose first token is the current one. */
    private Statement statement() {
        lexer.locate(lexer.token);
        int line = lexer.line;
        int column = lexer.column;
        if (lexer.unterminated) {
            throw faults.unterminatedToken(firstKind);
        }
        refuseStray(firstKind, true);
        if (foreign != null) {
            throw faults.foreign(foreign, foreignLine, foreignColumn);
        }
        lexer.keep = lexer.token;
        lexer.keeping = true;
        try {
            boolean plain = TraitsFinder.isPlain(lexer);
            Extent extent = new Extent(lexer);
            readTo(extent);
            return finish(line, column, extent, plain);
        } catch (OutOfMemoryError e) {
            throw faults.tooLong(line, column);
        }
    }

    private void readTo(Extent extent) {
        int kind = firstKind;
        while (extent.goesOn(kind)) {
            if (kind >= Lexer.LINE_COMMENT) {
                if (kind == Lexer.LINE_COMMENT) {
                    if (isMarker()) {
                        atMarker = true;
                        break;
                    }
                    comment(true);
                }
            } else if (kind == Lexer.BACKSLASH) {
                metaCommand(false);
            }
            kind = lexer.next();
            if (lexer.unterminated) {
                throw faults.unterminatedToken(kind);
            }
            if (kind < Lexer.LINE_COMMENT && kind != Lexer.END) {
                refuseStray(kind, false);
                if (foreign != null) {
                    lexer.locate(lexer.keep + foreignAt);
                    throw faults.foreign(foreign, lexer.line, lexer.column);
                }
            }
        }
    }

    private Statement finish(int line, int column, Extent extent, boolean plain) {
        int end = lexer.keep + extent.length();
        String text = new String(lexer.chars, lexer.keep, extent.length());
        List<Mark> marks = lexer.locateWithMarks(end);
        boolean standard = lexer.standardStrings;
        Traits traits = Traits.ORDINARY;
        List<Setting> settings = List.of();
        List<Token> tokens = List.of();
        Command command = null;
        if (!plain || extent.setConfig()) {
            tokens = Tokens.of(text, standard);
            settings = Settings.of(tokens);
            command = CommandParser.parse(tokens);
            traits = TraitsFinder.of(command, rules.inBlock());
        }
        Token unicode = EncodingName.unicode(tokens, settings);
        if (unicode != null) {
            text = EncodingName.usual(text, unicode);
            marks = EncodingName.marks(marks, unicode);
        }
        Statement statement = new Statement(
                index, text, line, column, lexer.line, traits, List.copyOf(pending), standard, Replacements.of(marks));
        pending.clear();
        index++;
        if (!lenient) {
            rules.check(statement, tokens);
            rules.checkSettings(statement, settings);
        }
        rules.follow(statement, settings);
        lexer.standardStrings = rules.standardStrings();
        if (traits.copyFromStdin()) {
            if (!extent.semicolon()) {
                throw faults.missingCopyData(statement);
            }
            csv = command instanceof Command.Copy inline && inline.csv();
            beginCopy(statement);
        }
        lexer.keeping = false;
        lexer.keep = lexer.pos;
        return statement;
    }

    private boolean isMarker() {
        return lexer.alone && !undoes && RollbackSection.isMarker(lexer.chars, lexer.token, lexer.pos);
    }

    /**
     * A control character, or a first word that can be no keyword: the server could only refuse it, and would not say
     * why.
     */
    private void refuseStray(int kind, boolean first) {
        char c = lexer.chars[lexer.token];
        if (lenient) {
            return;
        }
        if (kind == Lexer.PUNCTUATION && StrayCharacters.isControl(c)) {
            throw faults.stray(new Stray(lexer.token, c));
        }
        Stray stray = first && kind == Lexer.WORD ? StrayCharacters.inWord(lexer.chars, lexer.token, lexer.pos) : null;
        if (stray != null) {
            throw faults.stray(stray);
        }
    }

    private boolean isSemicolon() {
        return lexer.pos - lexer.token == 1 && lexer.chars[lexer.token] == ';';
    }

    private void comment(boolean withinStatement) {
        if (lenient) {
            if (!withinStatement) {
                hear();
            }
            return;
        }
        if (!isDirectiveComment()) {
            foreign(withinStatement);
            return;
        }
        String comment = new String(lexer.chars, lexer.token + 2, lexer.pos - lexer.token - 2);
        lexer.locate(lexer.token);
        Directive directive = Directive.of(comment, lexer.line, lexer.column);
        rules.checkDirective(directive, lexer.alone && !withinStatement);
        if (index == 0 && directive.forFile()) {
            headDirectives.add(directive);
        } else {
            pending.add(directive);
        }
    }

    private void hear() {
        if (listener != null && lexer.pos - lexer.token >= 2 && lexer.keep <= lexer.token) {
            lexer.locate(lexer.token);
            listener.comment(new String(lexer.chars, lexer.token, lexer.pos - lexer.token), lexer.line);
        }
    }

    /** Notes a line by which another tool divides a file; it is refused if a statement follows. */
    private void foreign(boolean withinStatement) {
        if (undoes || foreign != null) {
            return;
        }
        ForeignMarker marker = ForeignMarker.of(lexer.chars, lexer.token, lexer.pos);
        if (marker == null || !marker.counts(lexer.alone, withinStatement, index)) {
            return;
        }
        foreign = marker;
        foreignAt = lexer.token - lexer.keep;
        if (!withinStatement) {
            lexer.locate(lexer.token);
            foreignLine = lexer.line;
            foreignColumn = lexer.column;
        }
    }

    /** Whether the current line comment begins with {@code fraiseql:}, without making a string of every comment. */
    private boolean isDirectiveComment() {
        int i = lexer.token + 2;
        while (i < lexer.pos && Lexer.isSpace(lexer.chars[i])) {
            i++;
        }
        return i < lexer.pos
                && (lexer.chars[i] | 0x20) == 'f'
                && Directive.isDirective(new String(lexer.chars, i, Math.min(lexer.pos - i, 9)));
    }

    /** At a backslash. */
    private void metaCommand(boolean betweenStatements) {
        while (lexer.peek(0) >= 0
                && !Lexer.isSpace(lexer.peek(0))
                && lexer.peek(0) != '\\'
                && lexer.pos - lexer.token < 40) {
            lexer.pos++;
        }
        String command = new String(lexer.chars, lexer.token, lexer.pos - lexer.token);
        boolean skipped = betweenStatements && (command.equals("\\restrict") || command.equals("\\unrestrict"));
        if (skipped || lenient) {
            while (lexer.peek(0) >= 0 && lexer.peek(0) != '\n' && lexer.peek(0) != '\r') {
                lexer.pos++;
            }
            return;
        }
        if (command.startsWith("\\;") || command.startsWith("\\!")) {
            command = command.substring(0, 2);
        }
        throw faults.metaCommand(command, firstArgument());
    }

    /** The word after a command of psql on its line, or nothing. */
    private String firstArgument() {
        int i = 0;
        while (lexer.peek(i) == ' ' || lexer.peek(i) == '\t') {
            i++;
        }
        StringBuilder word = new StringBuilder();
        while (lexer.peek(i) >= 0 && !Lexer.isSpace(lexer.peek(i)) && word.length() < 40) {
            word.append((char) lexer.peek(i++));
        }
        return word.toString();
    }

    private void beginCopy(Statement statement) {
        lexer.keeping = false;
        lexer.keep = lexer.pos;
        lexer.locate(lexer.pos);
        restLine = lexer.line;
        restColumn = lexer.column;
        lexer.keeping = true;
        int length = 0;
        int c = lexer.peek(0);
        while (c >= 0 && c != '\n' && c != '\r') {
            c = lexer.peek(++length);
        }
        String rest = new String(lexer.chars, lexer.pos, length);
        lexer.pos += length;
        restOfCopyLine = rest.isBlank() ? null : rest;
        if (placeholders != null) {
            placeholders.replacing(false);
        }
        boolean crlf = c == '\r' && lexer.peek(1) == '\n';
        if (c >= 0) {
            lexer.pos += crlf ? 2 : 1;
        }
        copy = new CopyData(lexer, crlf, () -> {
            throw faults.missingCopyData(statement);
        });
    }

    /**
     * The inline data of the statement that {@link #next} has just returned, a COPY … FROM STDIN: UTF-8, up to the line
     * {@code \.} and without it. In a file with CRLF line ends they become LF, except in CSV, where a line break within
     * quotes is data. {@link #next} skips what has not been read.
     *
     * @throws IllegalStateException if the last statement has no data
     */
    public InputStream copyData() {
        CopyData data = data();
        data.turnLineEnds(!csv);
        return data;
    }

    /**
     * The same with all line ends of a CRLF file as LF, so that it does not depend on how git has checked the file out.
     */
    InputStream normalCopyData() {
        CopyData data = data();
        data.turnLineEnds(true);
        return data;
    }

    private CopyData data() {
        if (copy == null) {
            throw new IllegalStateException("the last statement is not COPY … FROM STDIN");
        }
        return copy;
    }

    private void skipCopyData() {
        if (copy == null) {
            return;
        }
        copy.drain();
        copy = null;
        if (placeholders != null) {
            placeholders.replacing(true);
        }
        if (restOfCopyLine != null) {
            lexer.insert(restOfCopyLine + "\n", restLine, restColumn);
            restOfCopyLine = null;
        }
    }

    private void end() {
        done = true;
        if (!pending.isEmpty()) {
            throw rules.misplaced(pending.get(0), "stands above no statement");
        }
        rules.end();
        if (atMarker) {
            if (placeholders != null) {
                placeholders.replacing(false);
            }
            lexer.keeping = false;
            lexer.locate(lexer.token);
            markerLine = lexer.line;
            rollback = new RollbackReader(lexer, origin, markerLine).read();
        }
    }

    /** The line where the data of the last statement begins. */
    int copyLine() {
        return restLine + 1;
    }

    /** Goes to the end or to the rollback marker, without reading the section; the marker's line, or 0. */
    int findMarker() {
        while (true) {
            skipCopyData();
            if (!findMarkerOrStatement()) {
                if (atMarker) {
                    lexer.locate(lexer.token);
                    return lexer.line;
                }
                return 0;
            }
            statement();
        }
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
        return List.copyOf(headDirectives);
    }

    @Override
    public void close() {
        feed.close();
    }

    static boolean isControl(Statement statement) {
        return statement.traits().control() != Control.NONE;
    }
}
