// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.sql.Mark;
import com.fraiseql.migrate.sql.Token;
import java.util.List;

/** Where the values of placeholders are in a statement's text, and what stands in the file instead. */
public final class Replacements {

    static final Replacements NONE = new Replacements(List.of());

    private final List<Mark> marks;

    private Replacements(List<Mark> marks) {
        this.marks = marks;
    }

    static Replacements of(List<Mark> marks) {
        return marks.isEmpty() ? NONE : new Replacements(marks);
    }

    /**
     * Where a character of a statement's text stands in the file.
     *
     * @param first where the statement begins
     * @param end the character's index in the text
     */
    SourceLocation locate(String text, SourceLocation first, ScriptText script, int end) {
        int line = first.line();
        int column = first.column();
        int mark = 0;
        for (int i = 0; i < end; i++) {
            if (mark < marks.size() && marks.get(mark).from() <= i) {
                Mark replaced = marks.get(mark++);
                int after = (int) replaced.from() + replaced.length();
                if (after > end) {
                    break;
                }
                // a value in which the statement began has no width of its own here
                column += replaced.from() < 0
                        ? 0
                        : replaced.raw().codePointCount(0, replaced.raw().length());
                i = after - 1;
                continue;
            }
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'))) {
                line++;
                column = 1;
            } else if (c != '\r' && !Character.isLowSurrogate(c)) {
                column++;
            }
        }
        for (;
                mark < marks.size()
                        && marks.get(mark).length() == 0
                        && marks.get(mark).from() == end;
                mark++) {
            column += marks.get(mark)
                    .raw()
                    .codePointCount(0, marks.get(mark).raw().length());
        }
        return script.locate(line, column);
    }

    /** The text with the values of those placeholders that are no data. */
    String shown(String text, List<Token> tokens) {
        return undo(text, marks.stream().filter(mark -> isData(mark, tokens)).toList());
    }

    private static boolean isData(Mark mark, List<Token> tokens) {
        return Secrets.isSecretName(mark.raw().replaceAll("[${}]", ""))
                || tokens.stream()
                        .filter(Token::isString)
                        .anyMatch(token -> token.offset() < mark.from() + mark.length() && mark.from() < token.end());
    }

    String undo(String text) {
        return undo(text, marks);
    }

    private static String undo(String text, List<Mark> marks) {
        if (marks.isEmpty()) {
            return text;
        }
        StringBuilder raw = new StringBuilder(text.length());
        int at = 0;
        for (Mark mark : marks) {
            int from = (int) Math.max(mark.from(), at);
            raw.append(text, at, from).append(mark.raw());
            at = (int) Math.min(text.length(), mark.from() + mark.length());
        }
        return raw.append(text, at, text.length()).toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Replacements that && that.marks.equals(marks);
    }

    @Override
    public int hashCode() {
        return marks.hashCode();
    }

    @Override
    public String toString() {
        return marks.toString();
    }
}
