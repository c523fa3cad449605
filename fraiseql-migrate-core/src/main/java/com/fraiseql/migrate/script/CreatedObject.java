// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view or routine that a statement creates by name.
 *
 * @param kind what it is
 * @param schema the schema that the statement names, or {@code null}
 * @param name its name, as PostgreSQL keeps it
 */
public record CreatedObject(Kind kind, @Nullable String schema, String name) {

    /** What repeatable migrations are for. */
    public enum Kind {
        VIEW,
        ROUTINE
    }

    /**
     * What a text creates and does not itself drop, rename or move afterwards.
     *
     * @param placeholders their values
     */
    public static List<CreatedObject> of(ScriptText text, Map<String, String> placeholders) {
        List<CreatedObject> created = new ArrayList<>();
        try (StatementReader reader = StatementReader.open(text, placeholders)) {
            Statement statement;
            while ((statement = reader.next()) != null) {
                List<Token> tokens = statement.tokens();
                if (tokens.isEmpty()) {
                    continue;
                }
                if (tokens.get(0).isAny("DROP", "ALTER", "DO", "CALL", "SELECT")) {
                    created.removeIf(one -> tokens.stream().anyMatch(token -> mentions(token, one.name())));
                }
                of(tokens).ifPresent(created::add);
            }
        }
        return created;
    }

    /** Whether it is the name, or a text that may hold a command with it. */
    private static boolean mentions(Token token, String name) {
        return token.isName() ? token.name().equals(name) : token.text().contains(name);
    }

    static Optional<CreatedObject> of(List<Token> tokens) {
        TokenCursor words = new TokenCursor(tokens);
        if (!words.accept("CREATE")) {
            return Optional.empty();
        }
        words.accept("OR", "REPLACE");
        words.accept("RECURSIVE");
        words.accept("MATERIALIZED");
        Kind kind;
        if (words.accept("VIEW")) {
            kind = Kind.VIEW;
        } else if (words.accept("FUNCTION") || words.accept("PROCEDURE")) {
            kind = Kind.ROUTINE;
        } else {
            return Optional.empty();
        }
        words.accept("IF", "NOT", "EXISTS");
        Token first = words.take();
        if (!first.isName()) {
            return Optional.empty();
        }
        if (!words.accept(".")) {
            return Optional.of(new CreatedObject(kind, null, first.name()));
        }
        Token second = words.take();
        return second.isName() ? Optional.of(new CreatedObject(kind, first.name(), second.name())) : Optional.empty();
    }
}
