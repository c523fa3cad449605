// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.body;

import com.fraiseql.migrate.sql.Token;
import java.util.List;

/**
 * A statement in code, or one that code makes of text.
 *
 * @param kind how it comes to run
 * @param tokens its words; of {@link Kind#UNKNOWN} those of the expression that makes the text
 * @param offset where it begins in the code, in characters from 0
 */
public record BodyStatement(Kind kind, List<Token> tokens, int offset) {

    /** How a statement comes to run. */
    public enum Kind {
        /** It stands in the code. */
        STATIC,
        /** EXECUTE of a text that stands in the code; the offsets of the tokens are those of the text. */
        TEXT,
        /** EXECUTE of a text that only the run makes. */
        UNKNOWN
    }

    public BodyStatement {
        tokens = List.copyOf(tokens);
    }
}
