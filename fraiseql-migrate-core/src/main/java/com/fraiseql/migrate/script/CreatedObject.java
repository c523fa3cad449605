// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.CommandParser;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.Token;
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
                of(CommandParser.parse(tokens)).ifPresent(created::add);
            }
        }
        return created;
    }

    /** Whether it is the name, or a text that may hold a command with it. */
    private static boolean mentions(Token token, String name) {
        return token.isName() ? token.name().equals(name) : token.text().contains(name);
    }

    private static Optional<CreatedObject> of(Command command) {
        if (!(command instanceof Command.CreateObject create) || create.temporary() || create.name() == null) {
            return Optional.empty();
        }
        QualifiedName name = create.name();
        return switch (create.kind()) {
            case VIEW, MATERIALIZED_VIEW -> Optional.of(new CreatedObject(Kind.VIEW, name.schema(), name.name()));
            case FUNCTION, PROCEDURE -> Optional.of(new CreatedObject(Kind.ROUTINE, name.schema(), name.name()));
            default -> Optional.empty();
        };
    }
}
