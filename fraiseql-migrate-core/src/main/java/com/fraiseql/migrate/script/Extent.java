// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.Lexer;

/**
 * Finds where a statement ends, token by token.
 *
 * <p>Within {@code BEGIN ATOMIC} the body's {@code END} is the one that follows a semicolon or {@code ATOMIC}: the END
 * of a CASE, or a column of that name, never does.
 */
final class Extent {

    private final Lexer lexer;
    private int tokens;
    private int depth;
    private int length;
    /** How much of CREATE [OR REPLACE] {FUNCTION | PROCEDURE} has been seen. */
    private Routine routine = Routine.START;

    private boolean begin;
    private boolean atomic;
    private boolean atomicStart;
    private boolean semicolon;
    private boolean setConfig;

    private enum Routine {
        START,
        CREATE,
        OR,
        REPLACE,
        YES,
        NO
    }

    Extent(Lexer lexer) {
        this.lexer = lexer;
    }

    /** Takes the lexer's current token; false if the statement ends before it. */
    boolean goesOn(int kind) {
        if (kind == Lexer.END) {
            return false;
        }
        if (kind >= Lexer.LINE_COMMENT) {
            return true;
        }
        if (kind == Lexer.PUNCTUATION) {
            if (!punctuation()) {
                semicolon = true;
                return false;
            }
        } else if (kind == Lexer.WORD) {
            word();
        } else {
            begin = false;
            atomicStart = false;
        }
        tokens++;
        length = lexer.pos - lexer.keep;
        return true;
    }

    private boolean punctuation() {
        begin = false;
        atomicStart = false;
        switch (lexer.chars[lexer.token]) {
            case '(' -> depth++;
            case ')' -> depth = Math.max(0, depth - 1);
            case ';' -> {
                if (depth == 0 && !atomic) {
                    return false;
                }
                atomicStart = depth == 0;
            }
            default -> {}
        }
        return true;
    }

    private void word() {
        if (tokens < 4) {
            routine = advance();
        } else if (routine == Routine.YES && depth == 0) {
            if (atomic) {
                if (atomicStart && lexer.is("END")) {
                    atomic = false;
                }
            } else if (begin && lexer.is("ATOMIC")) {
                atomic = true;
                atomicStart = true;
                begin = false;
                return;
            } else {
                begin = lexer.is("BEGIN");
            }
        }
        atomicStart = false;
        if (lexer.pos - lexer.token == 10 && (lexer.chars[lexer.token] | 0x20) == 's' && lexer.is("SET_CONFIG")) {
            setConfig = true;
        }
    }

    private Routine advance() {
        return switch (routine) {
            case START -> tokens == 0 && lexer.is("CREATE") ? Routine.CREATE : Routine.NO;
            case CREATE -> lexer.is("OR") ? Routine.OR : routineOrNot();
            case OR -> lexer.is("REPLACE") ? Routine.REPLACE : Routine.NO;
            case REPLACE -> routineOrNot();
            default -> routine;
        };
    }

    private Routine routineOrNot() {
        return lexer.is("FUNCTION") || lexer.is("PROCEDURE") ? Routine.YES : Routine.NO;
    }

    /** From the first token to the end of the last one, in characters. */
    int length() {
        return length;
    }

    /** Whether a semicolon ended it. */
    boolean semicolon() {
        return semicolon;
    }

    /** Whether it names set_config. */
    boolean setConfig() {
        return setConfig;
    }
}
