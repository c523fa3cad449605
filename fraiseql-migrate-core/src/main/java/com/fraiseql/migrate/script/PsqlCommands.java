// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.Lexer;

/** Reads the commands of psql: the two that pg_dump writes are skipped, all others are refused. */
final class PsqlCommands {

    private static final int LONGEST = 40;

    private final Lexer lexer;
    private final ReaderFaults faults;
    private final boolean lenient;

    PsqlCommands(Lexer lexer, ReaderFaults faults, boolean lenient) {
        this.lexer = lexer;
        this.faults = faults;
        this.lenient = lenient;
    }

    /** Takes the command whose backslash is the current token. */
    void take(boolean betweenStatements) {
        while (lexer.peek(0) >= 0
                && !Lexer.isSpace(lexer.peek(0))
                && lexer.peek(0) != '\\'
                && lexer.pos - lexer.token < LONGEST) {
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
        while (lexer.peek(i) >= 0 && !Lexer.isSpace(lexer.peek(i)) && word.length() < LONGEST) {
            word.append((char) lexer.peek(i++));
        }
        return word.toString();
    }
}
