// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.lint.body.BodyReader;
import com.fraiseql.migrate.lint.body.BodyStatement;
import com.fraiseql.migrate.script.Parsed;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The code of a DO block.
 *
 * @param offset where the code begins in the statement's text
 * @param statements what it executes
 */
record CodeBlock(int offset, List<BodyStatement> statements) {

    /** {@code null} if the statement is no DO block, or one in another language than PL/pgSQL. */
    static @Nullable CodeBlock of(Parsed statement) {
        if (!(statement.command() instanceof Command.Do block) || block.body() == null) {
            return null;
        }
        String language = "plpgsql";
        Token code = null;
        TokenCursor cursor = new TokenCursor(statement.tokens());
        while (!cursor.done()) {
            if (cursor.accept("LANGUAGE")) {
                Token name = cursor.take();
                language = name.isString() ? name.value() : name.isName() ? name.name() : "";
            } else {
                Token token = cursor.take();
                code = token.isString() ? token : code;
            }
        }
        if (code == null || !language.equalsIgnoreCase("plpgsql")) {
            return null;
        }
        int quote = code.kind() == Token.Kind.DOLLAR_STRING
                ? code.text().indexOf('$', 1) + 1
                : code.text().indexOf('\'') + 1;
        return new CodeBlock(code.offset() + quote, BodyReader.plpgsql(code.value()));
    }
}
