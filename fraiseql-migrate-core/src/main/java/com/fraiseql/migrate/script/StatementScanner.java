// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.script.StrayCharacters.Stray;
import com.fraiseql.migrate.sql.CharFeed;
import com.fraiseql.migrate.sql.Lexer;
import com.fraiseql.migrate.sql.Mark;
import com.fraiseql.migrate.sql.Settings.Setting;
import com.fraiseql.migrate.sql.Token;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a script statement by statement, up to its end or to the line that begins the rollback section. Of the
 * text it holds the current statement and a buffer.
 */
final class StatementScanner implements AutoCloseable {

    private final CharFeed feed;
    private final Lexer lexer;
    private final Reading reading;
    private final Undecoded following;
    private final RuleBook rules;
    private final ReaderFaults faults;
    private final ScriptComments comments;
    private final PsqlCommands psqlCommands;
    private final InlineData inlineData;

    private int index;
    private int firstKind;
    private boolean atMarker;
    private boolean done;
    private Meaning meaning = Meaning.PLAIN;

    private StatementScanner(Origin origin, Map<String, String> values, ByteTaker taker, Reading reading) {
        this.reading = reading;
        ArrayDeque<Mark> marks = new ArrayDeque<>();
        ScriptBytes bytes = new ScriptBytes(origin.read(), taker);
        Utf8Feed decoded = new Utf8Feed(bytes);
        PlaceholderFeed placeholders =
                values.isEmpty() ? null : new PlaceholderFeed(decoded, Map.copyOf(values), marks);
        this.following = new Undecoded(bytes, placeholders);
        this.feed = placeholders == null ? decoded : placeholders;
        this.lexer = new Lexer(feed, marks, RollbackSection::isMarker);
        lexer.line = origin.firstLine();
        this.rules = new RuleBook(origin);
        this.faults = new ReaderFaults(origin, lexer);
        this.comments = new ScriptComments(lexer, reading, rules, faults);
        this.psqlCommands = new PsqlCommands(lexer, faults, reading.lenient());
        this.inlineData = new InlineData(lexer, following);
    }

    static StatementScanner open(ScriptText text, Map<String, String> placeholders, ByteTaker taker) {
        return new StatementScanner(new Origin(text), placeholders, taker, Reading.strict(text.undoes()));
    }

    /** Of a rollback section. */
    static StatementScanner openSection(Origin section, Reading reading) {
        return new StatementScanner(section, Map.of(), ByteTaker.NONE, reading);
    }

    static StatementScanner open(ScriptText text, Reading reading) {
        return open(text, Map.of(), reading);
    }

    static StatementScanner open(ScriptText text, Map<String, String> placeholders, Reading reading) {
        return new StatementScanner(new Origin(text), placeholders, ByteTaker.NONE, reading);
    }

    /**
     * Reads the next statement.
     *
     * @return {@code null} at the end, or at the rollback marker
     * @throws ScriptException for what cannot run
     */
    @Nullable
    Statement next() {
        inlineData.skip();
        if (done) {
            return null;
        }
        if (findMarkerOrStatement()) {
            return statement();
        }
        done = true;
        comments.end();
        if (!reading.directives()) {
            rules.end();
        }
        return null;
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
                    comments.take(false, index);
                }
                case Lexer.BLOCK_COMMENT -> {
                    if (lexer.unterminated) {
                        throw faults.unterminated("block comment", "*/", lexer.openLine, lexer.openColumn);
                    }
                    comments.hear();
                }
                case Lexer.BACKSLASH -> psqlCommands.take(true);
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
        comments.refuseForeignAbove();
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
                    comments.take(true, index);
                }
            } else if (kind == Lexer.BACKSLASH) {
                psqlCommands.take(false);
            }
            kind = lexer.next();
            if (lexer.unterminated) {
                throw faults.unterminatedToken(kind);
            }
            if (kind < Lexer.LINE_COMMENT && kind != Lexer.END) {
                refuseStray(kind, false);
                comments.refuseForeignWithin();
            }
        }
    }

    private Statement finish(int line, int column, Extent extent, boolean plain) {
        int end = lexer.keep + extent.length();
        String text = new String(lexer.chars, lexer.keep, extent.length());
        List<Mark> marks = lexer.locateWithMarks(end);
        boolean standard = lexer.standardStrings;
        meaning = plain && !extent.setConfig() ? Meaning.PLAIN : Meaning.of(text, standard, rules.inBlock());
        List<Setting> settings = meaning.settings();
        Token unicode = EncodingName.unicode(meaning.tokens(), settings);
        if (unicode != null) {
            text = EncodingName.usual(text, unicode);
            marks = EncodingName.marks(marks, unicode);
        }
        Statement statement = new Statement(
                index,
                text,
                new Statement.Place(line, column, lexer.line),
                meaning.traits(),
                comments.takeDirectives(),
                standard,
                Replacements.of(marks));
        index++;
        if (!reading.lenient()) {
            rules.check(statement, meaning.tokens());
            rules.checkSettings(statement, settings);
        }
        rules.follow(statement, settings);
        lexer.standardStrings = rules.standardStrings();
        if (statement.traits().copyFromStdin()) {
            if (!extent.semicolon()) {
                throw faults.missingCopyData(statement);
            }
            inlineData.begin(meaning.hasCsv(), () -> {
                throw faults.missingCopyData(statement);
            });
        }
        lexer.keeping = false;
        lexer.keep = lexer.pos;
        return statement;
    }

    private boolean isMarker() {
        return lexer.alone && !reading.undoes() && RollbackSection.isMarker(lexer.chars, lexer.token, lexer.pos);
    }

    private void refuseStray(int kind, boolean first) {
        Stray stray = reading.lenient() ? null : StrayCharacters.in(lexer, kind, first);
        if (stray != null) {
            throw faults.stray(stray);
        }
    }

    private boolean isSemicolon() {
        return lexer.pos - lexer.token == 1 && lexer.chars[lexer.token] == ';';
    }

    /** The data of the statement that was returned last. */
    InlineData inlineData() {
        return inlineData;
    }

    /** What the last statement is, if it had to be found for its traits. */
    @Nullable
    Parsed parsed() {
        return meaning.parsed();
    }

    /** Whether the last statement stands below the line by which another tool begins its undo section. */
    boolean belowForeignUndo() {
        return comments.belowForeignUndo();
    }

    List<Directive> headDirectives() {
        return comments.headDirectives();
    }

    /** Goes to the end or to the rollback marker whatever the statements are; the marker's line, or 0. */
    int findMarker() {
        while (true) {
            inlineData.skip();
            if (!findMarkerOrStatement()) {
                return markerLine();
            }
            statement();
        }
    }

    /** The line of the rollback marker, once it has been reached; otherwise 0. */
    int markerLine() {
        if (!atMarker) {
            return 0;
        }
        lexer.locate(lexer.token);
        return lexer.line;
    }

    /** Reads on after the rollback marker. Placeholders are not replaced there. */
    Lexer lexerAfterMarker() {
        following.replacing(false);
        lexer.keeping = false;
        return lexer;
    }

    @Override
    public void close() {
        feed.close();
    }
}
