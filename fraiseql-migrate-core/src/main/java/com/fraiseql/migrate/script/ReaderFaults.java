// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.script.StrayCharacters.Stray;
import com.fraiseql.migrate.sql.Lexer;

/** What a {@link StatementReader} says where it cannot go on. */
final class ReaderFaults {

    private final Origin origin;
    private final Lexer lexer;

    ReaderFaults(Origin origin, Lexer lexer) {
        this.origin = origin;
        this.lexer = lexer;
    }

    /** The current token is a command of psql, with this word after it. */
    ScriptException metaCommand(String command, String argument) {
        lexer.locate(lexer.token);
        return origin.fault(
                FailureCode.META_COMMAND,
                command + " is a command of psql, not SQL",
                MetaCommands.instead(command, argument),
                lexer.line,
                lexer.column);
    }

    /** The buffer for one statement has been the whole heap; let it go before making the error. */
    ScriptException tooLong(int line, int column) {
        lexer.release();
        return origin.fault(
                FailureCode.UNTERMINATED,
                "the statement that begins here does not end before memory does",
                "Look for a missing quote or parenthesis; if there is none, split the statement or give Java more "
                        + "memory.",
                line,
                column);
    }

    ScriptException unterminatedToken(int kind) {
        lexer.locate(lexer.token);
        return switch (kind) {
            case Lexer.STRING -> unterminated("string", "'", lexer.line, lexer.column);
            case Lexer.QUOTED -> unterminated("quoted name", "\"", lexer.line, lexer.column);
            case Lexer.DOLLAR -> {
                int end = lexer.token + 1;
                while (lexer.chars[end] != '$') {
                    end++;
                }
                String tag = new String(lexer.chars, lexer.token, end + 1 - lexer.token);
                yield unterminated("dollar-quoted string", tag, lexer.line, lexer.column);
            }
            default -> unterminated("block comment", "*/", lexer.line, lexer.column);
        };
    }

    ScriptException unterminated(String what, String closing, int line, int column) {
        return origin.fault(
                FailureCode.UNTERMINATED,
                "the " + what + " that begins here is never closed",
                "Add the missing " + closing + ".",
                line,
                column);
    }

    /** At a place of the current token. */
    ScriptException stray(Stray stray) {
        lexer.locate(stray.offset());
        return origin.fault(
                FailureCode.STRAY_CHARACTER,
                "the character " + stray.name() + " stands here, outside of quotes and comments",
                "Remove it or put a blank in its place; it may have come along with text that was copied.",
                lexer.line,
                lexer.column);
    }

    ScriptException foreign(ForeignMarker marker, int line, int column) {
        return origin.fault(FailureCode.FOREIGN_MARKER, marker.what(), marker.action(), line, column);
    }

    ScriptException missingCopyData(Statement statement) {
        return origin.fault(
                FailureCode.UNTERMINATED,
                "the data of this COPY has no end",
                "Put the data below the statement, and a line \\. below the data.",
                statement.line(),
                statement.column());
    }
}
