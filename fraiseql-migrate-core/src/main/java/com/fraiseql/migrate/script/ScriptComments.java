// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.Lexer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The comments of a script: directives, the lines of other migration tools, and what a listener wants to hear. */
final class ScriptComments {

    private final Lexer lexer;
    private final Reading reading;
    private final RuleBook rules;
    private final ReaderFaults faults;
    private final List<Directive> head = new ArrayList<>();
    private final List<Directive> pending = new ArrayList<>();
    private @Nullable ForeignMarker foreign;
    /** Where it is, from {@link Lexer#keep} on if it stands within a statement. */
    private int foreignAt;

    private int foreignLine;
    private int foreignColumn;

    ScriptComments(Lexer lexer, Reading reading, RuleBook rules, ReaderFaults faults) {
        this.lexer = lexer;
        this.reading = reading;
        this.rules = rules;
        this.faults = faults;
    }

    /**
     * Takes the current token, a line comment.
     *
     * @param statements how many statements have ended above it
     */
    void take(boolean withinStatement, int statements) {
        if (reading.directives()) {
            review(withinStatement, statements);
            return;
        }
        if (reading.lenient()) {
            if (!withinStatement) {
                hear();
            }
            return;
        }
        if (!isDirective()) {
            foreign(withinStatement, statements);
            return;
        }
        Directive directive = directive();
        rules.checkDirective(directive, lexer.alone && !withinStatement);
        if (statements == 0 && directive.forFile()) {
            head.add(directive);
        } else {
            pending.add(directive);
        }
    }

    private void review(boolean withinStatement, int statements) {
        if (isDirective()) {
            Directive directive = directive();
            (statements == 0 && directive.forFile() ? head : pending).add(directive);
        } else {
            foreign(withinStatement, statements);
            if (!withinStatement) {
                hear();
            }
        }
    }

    private Directive directive() {
        String comment = new String(lexer.chars, lexer.token + 2, lexer.pos - lexer.token - 2);
        lexer.locate(lexer.token);
        return Directive.of(comment, lexer.line, lexer.column);
    }

    /** Whether a line by which another tool begins its undo section stands above. */
    boolean belowForeignUndo() {
        return foreign != null && foreign.kind() != ForeignMarker.Kind.FORMAT;
    }

    /** Hands the current token, a comment between statements, to the listener. */
    void hear() {
        CommentListener listener = reading.listener();
        if (listener != null && lexer.pos - lexer.token >= 2 && lexer.keep <= lexer.token) {
            lexer.locate(lexer.token);
            listener.comment(new String(lexer.chars, lexer.token, lexer.pos - lexer.token), lexer.line);
        }
    }

    /** Refuses the line of another tool if one stands above the statement that begins here. */
    void refuseForeignAbove() {
        if (foreign != null && !reading.lenient()) {
            throw faults.foreign(foreign, foreignLine, foreignColumn);
        }
    }

    /** Refuses the line of another tool if one stands above the current token, in its statement. */
    void refuseForeignWithin() {
        if (foreign != null && !reading.lenient()) {
            lexer.locate(lexer.keep + foreignAt);
            throw faults.foreign(foreign, lexer.line, lexer.column);
        }
    }

    /** The directives for the statement that has ended; none of them is for the next one. */
    List<Directive> takeDirectives() {
        if (pending.isEmpty()) {
            return List.of();
        }
        List<Directive> directives = List.copyOf(pending);
        pending.clear();
        return directives;
    }

    /** Refuses directives that no statement follows. */
    void end() {
        if (!pending.isEmpty() && !reading.lenient()) {
            throw rules.misplaced(pending.get(0), "stands above no statement");
        }
    }

    List<Directive> headDirectives() {
        return List.copyOf(head);
    }

    /** Notes a line by which another tool divides a file; it is refused if a statement follows. */
    private void foreign(boolean withinStatement, int statements) {
        if (reading.undoes() || foreign != null) {
            return;
        }
        ForeignMarker marker = ForeignMarker.of(lexer.chars, lexer.token, lexer.pos);
        if (marker == null || !marker.counts(lexer.alone, withinStatement, statements)) {
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
    private boolean isDirective() {
        int i = lexer.token + 2;
        while (i < lexer.pos && Lexer.isSpace(lexer.chars[i])) {
            i++;
        }
        return i < lexer.pos
                && (lexer.chars[i] | 0x20) == 'f'
                && Directive.isDirective(new String(lexer.chars, i, Math.min(lexer.pos - i, 9)));
    }
}
