// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.lint.body.BodyReader;
import com.fraiseql.migrate.lint.body.BodyStatement;
import com.fraiseql.migrate.script.Parsed;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The code in a statement: of a DO block, or of a function or procedure.
 *
 * @param runs whether it runs with the statement
 * @param offset where the code begins in the statement's text
 * @param statements what it executes
 */
record CodeBlock(boolean runs, int offset, List<BodyStatement> statements) {

    /** {@code null} if the statement has no code that can be read. */
    static @Nullable CodeBlock of(Parsed statement) {
        if (statement.command() instanceof Command.Do block && block.body() != null) {
            return of(statement.tokens(), "plpgsql", true);
        }
        if (statement.command() instanceof Command.CreateObject create
                && create.kind().isRoutine()) {
            return of(create.rest(), "sql", false);
        }
        return null;
    }

    private static @Nullable CodeBlock of(List<Token> tokens, String usual, boolean runs) {
        String language = usual;
        Token code = null;
        TokenCursor cursor = new TokenCursor(tokens);
        while (!cursor.done()) {
            if (cursor.accept("LANGUAGE")) {
                Token name = cursor.take();
                language = name.isString() ? name.value() : name.isName() ? name.name() : "";
            } else {
                boolean as = cursor.previous().is("AS") || runs;
                List<Token> passed = cursor.skip();
                if (as && passed.size() == 1 && passed.get(0).isString()) {
                    code = passed.get(0);
                }
            }
        }
        if (code == null) {
            return null;
        }
        String text = code.value();
        int quote = code.kind() == Token.Kind.DOLLAR_STRING
                ? code.text().indexOf('$', 1) + 1
                : code.text().indexOf('\'') + 1;
        int offset = code.offset() + quote;
        return switch (language.toLowerCase(Locale.ROOT)) {
            case "plpgsql" -> new CodeBlock(runs, offset, BodyReader.plpgsql(text));
            case "sql" -> new CodeBlock(runs, offset, BodyReader.sql(text));
            default -> null;
        };
    }
}
