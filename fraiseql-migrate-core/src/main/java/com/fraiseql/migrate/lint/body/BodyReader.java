// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.body;

import com.fraiseql.migrate.lint.body.BodyStatement.Kind;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import com.fraiseql.migrate.sql.Tokens;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the SQL statements in code in PL/pgSQL ({@code pl_gram.y}), whichever branch or loop they stand in. It does not
 * check the code, which the server does.
 */
public final class BodyReader {

    private final List<BodyStatement> found = new ArrayList<>();
    private final TokenCursor cursor;

    private BodyReader(List<Token> tokens) {
        this.cursor = new TokenCursor(tokens);
    }

    /** The statements of a body in PL/pgSQL. */
    public static List<BodyStatement> plpgsql(String body) {
        BodyReader reader = new BodyReader(Tokens.of(body));
        reader.read();
        return reader.found;
    }

    private void read() {
        while (!cursor.done()) {
            if (cursor.accept("DECLARE")) {
                declarations();
            } else if (!control()) {
                statement();
            }
        }
    }

    /** To the BEGIN of the block: the text of a cursor or default is no statement that runs here. */
    private void declarations() {
        while (!cursor.done() && !cursor.peek().is("BEGIN")) {
            cursor.pass();
        }
    }

    /** Goes past a word or clause of control flow. */
    private boolean control() {
        if (cursor.acceptAny(";", "BEGIN", "ELSE", "LOOP", "EXCEPTION")) {
            return true;
        }
        if (cursor.accept("<<")) {
            while (!cursor.done() && !cursor.accept(">>")) {
                cursor.take();
            }
            return true;
        }
        if (cursor.acceptAny("IF", "ELSIF", "ELSEIF", "WHEN")) {
            condition("THEN");
            return true;
        }
        if (cursor.accept("CASE")) {
            while (!cursor.done() && !cursor.peek().is("WHEN")) {
                cursor.pass();
            }
            return true;
        }
        if (cursor.acceptAny("FOR", "FOREACH", "WHILE")) {
            loop();
            return true;
        }
        if (cursor.accept("END")) {
            toSemicolon();
            return true;
        }
        return false;
    }

    /** To a word; a CASE expression before it has the same word inside. */
    private void condition(String end) {
        int cases = 0;
        while (!cursor.done()) {
            if (cases == 0 && cursor.accept(end)) {
                return;
            }
            Token token = cursor.peek();
            cases += token.is("CASE") ? 1 : token.is("END") ? -1 : 0;
            cursor.pass();
        }
    }

    /** FOR … IN [query] LOOP; the query may be made by EXECUTE, and runs. */
    private void loop() {
        List<Token> head = new ArrayList<>();
        while (!cursor.done() && !cursor.peek().is("LOOP")) {
            head.addAll(cursor.skip());
        }
        TokenCursor inner = new TokenCursor(head);
        if (inner.find("IN")) {
            List<Token> query = inner.rest();
            if (!query.isEmpty() && query.get(0).is("EXECUTE")) {
                execute(query);
            } else if (!query.isEmpty() && query.get(0).isAny("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")) {
                found.add(new BodyStatement(Kind.STATIC, query, query.get(0).offset()));
            }
        }
    }

    private void statement() {
        List<Token> tokens = toSemicolon();
        if (tokens.isEmpty()) {
            return;
        }
        Token first = tokens.get(0);
        if (first.is("EXECUTE")) {
            execute(tokens);
        } else if (first.is("RETURN") && tokens.size() > 2 && tokens.get(1).is("QUERY")) {
            if (tokens.get(2).is("EXECUTE")) {
                execute(tokens.subList(2, tokens.size()));
            }
        } else if (first.is("PERFORM")) {
            List<Token> select = new ArrayList<>(tokens);
            select.set(0, new Token(Token.Kind.WORD, "SELECT", first.offset()));
            found.add(new BodyStatement(Kind.STATIC, select, first.offset()));
        } else if (isSql(tokens)) {
            found.add(new BodyStatement(Kind.STATIC, tokens, first.offset()));
        }
    }

    /** Anything else is an assignment or a statement of PL/pgSQL's own. */
    private static boolean isSql(List<Token> tokens) {
        boolean assigned = tokens.size() > 1 && tokens.get(1).isAny(":=", "=", ".", "[");
        return !assigned
                && tokens.get(0).kind() == Token.Kind.WORD
                && !tokens.get(0)
                        .isAny(
                                "RAISE",
                                "RETURN",
                                "GET",
                                "OPEN",
                                "FETCH",
                                "MOVE",
                                "CLOSE",
                                "NULL",
                                "EXIT",
                                "CONTINUE",
                                "ASSERT");
    }

    private void execute(List<Token> tokens) {
        ExecutedText text = ExecutedText.of(tokens.subList(1, tokens.size()));
        int offset = tokens.get(0).offset();
        if (text.known()) {
            for (List<Token> statement : statements(text.tokens())) {
                found.add(new BodyStatement(Kind.TEXT, statement, offset));
            }
        } else {
            found.add(new BodyStatement(Kind.UNKNOWN, tokens, offset));
        }
    }

    private static List<List<Token>> statements(List<Token> tokens) {
        List<List<Token>> statements = new ArrayList<>();
        List<Token> statement = new ArrayList<>();
        for (Token token : tokens) {
            if (token.is(";")) {
                statements.add(statement);
                statement = new ArrayList<>();
            } else {
                statement.add(token);
            }
        }
        statements.add(statement);
        statements.removeIf(List::isEmpty);
        return statements;
    }

    private List<Token> toSemicolon() {
        List<Token> tokens = new ArrayList<>();
        while (!cursor.done() && !cursor.accept(";")) {
            tokens.addAll(cursor.skip());
        }
        return tokens;
    }
}
