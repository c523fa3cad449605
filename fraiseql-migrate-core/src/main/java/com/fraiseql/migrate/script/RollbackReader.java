// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.sql.Lexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rollback section, from after its marker to the end of the file. */
final class RollbackReader {

    /** Words that say that there is no rollback; no SQL command begins with one of them. */
    private static final Set<String> PROSE = Set.of(
            "none",
            "no",
            "not",
            "nothing",
            "n",
            "na",
            "irreversible",
            "impossible",
            "cannot",
            "manual",
            "manually",
            "todo");

    private final Reading reading;
    private final Lexer lexer;
    private final Origin origin;
    private final int marker;
    private final List<String> lines = new ArrayList<>();
    private final List<Integer> shifts = new ArrayList<>();

    /** @param reading how the SQL of the section is checked */
    RollbackReader(Lexer lexer, Origin origin, int marker, Reading reading) {
        this.reading = reading;
        this.lexer = lexer;
        this.origin = origin;
        this.marker = marker;
    }

    /**
     * The section, whose SQL has been checked; {@code null} if there is neither a statement nor "nothing to undo" in
     * it.
     */
    @Nullable
    RollbackSection read() {
        boolean more = true;
        while (more) {
            more = take(lexer.next());
        }
        RollbackSection section = new RollbackSection(String.join("\n", lines), marker, shifts);
        if (saysNothing(section)) {
            return new RollbackSection(RollbackMeaning.NOTHING, marker, List.of());
        }
        return hasStatement(section) ? section : null;
    }

    private static boolean saysNothing(RollbackSection section) {
        String text = section.sql().strip();
        return (RollbackMeaning.saysNothing(text.lines().findFirst().orElse(""))
                        && text.lines().noneMatch(RollbackHint::looksLikeSql))
                || ((text.startsWith("--") || text.startsWith("/*"))
                        && RollbackMeaning.of(section.sql()) == RollbackMeaning.NOTHING_TO_UNDO);
    }

    private boolean take(int kind) {
        switch (kind) {
            case Lexer.END -> {
                return false;
            }
            case Lexer.LINE_COMMENT -> line();
            case Lexer.BLOCK_COMMENT -> {
                if (lexer.unterminated) {
                    throw origin.fault(
                            FailureCode.UNTERMINATED,
                            "the block comment that begins here is never closed",
                            "Add the missing */.",
                            lexer.openLine,
                            lexer.openColumn);
                }
            }
            default -> {
                if (!isHarmless()) {
                    throw after("a statement stands after the rollback section");
                }
            }
        }
        return true;
    }

    private void line() {
        lexer.locate(lexer.token);
        int column = lexer.column;
        if (RollbackSection.isMarker(lexer.chars, lexer.token, lexer.pos)) {
            throw after("there is a second rollback section");
        }
        ForeignMarker foreign = ForeignMarker.of(lexer.chars, lexer.token, lexer.pos);
        if (foreign != null && foreign.kind() == ForeignMarker.Kind.UNDO) {
            throw origin.fault(FailureCode.FOREIGN_MARKER, foreign.whatInSection(), "Remove it.", lexer.line, column);
        }
        String text = new String(lexer.chars, lexer.token, lexer.pos - lexer.token);
        int cut = text.startsWith("-- ") ? 3 : 2;
        if (Directive.isDirective(text.substring(2))) {
            cut = 0;
        }
        while (lines.size() < lexer.line - marker) {
            lines.add("");
            shifts.add(0);
        }
        // a line has one line comment at most, so this one is still empty
        lines.set(lexer.line - marker - 1, text.substring(cut));
        shifts.set(lexer.line - marker - 1, column - 1 + cut);
    }

    private boolean isHarmless() {
        char c = lexer.chars[lexer.token];
        if (c == ';') {
            return true;
        }
        if (c == '\\') {
            StringBuilder command = new StringBuilder();
            int length = 0;
            for (int next = lexer.peek(0); next >= 0 && next != '\n' && next != '\r'; next = lexer.peek(length)) {
                command.append((char) next);
                length++;
            }
            boolean skipped = command.toString().matches("(un)?restrict(\\s.*)?");
            lexer.pos += skipped ? length : 0;
            return skipped;
        }
        return false;
    }

    private ScriptException after(String what) {
        lexer.locate(lexer.token);
        return origin.fault(
                FailureCode.STATEMENT_AFTER_ROLLBACK,
                what,
                "Put every statement above the line -- Rollback: (line "
                        + origin.locate(marker, 0).line() + "), and the rollback below it as comments.",
                lexer.line,
                lexer.column);
    }

    private boolean hasStatement(RollbackSection section) {
        Lexer first = new Lexer(section.sql(), true);
        int kind = first.next();
        while (kind >= Lexer.LINE_COMMENT) {
            kind = first.next();
        }
        if (PROSE.contains(section.sql().substring(first.token, first.pos).toLowerCase(Locale.ROOT))) {
            return false;
        }
        Origin inner = origin.within(section);
        try (StatementScanner scanner = StatementScanner.openSection(inner, reading)) {
            boolean any = false;
            while (scanner.next() != null) {
                any = true;
            }
            return any;
        }
    }
}
