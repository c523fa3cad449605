// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a statement does to session settings: {@code SET}, {@code RESET}, {@code SELECT set_config(…)}. */
public final class Settings {

    /**
     * One setting.
     *
     * @param name in lower case; {@code *} for RESET ALL
     * @param values its values, or {@code null} for DEFAULT and RESET; empty if the text does not tell
     * @param scope for how long
     * @param token the token to point at
     */
    public record Setting(String name, @Nullable List<String> values, Scope scope, Token token) {

        /** Whether it ends with the transaction, as far as the text tells. */
        public boolean local() {
            return scope == Scope.TRANSACTION;
        }
    }

    /** For how long a setting is made. */
    public enum Scope {
        SESSION,
        TRANSACTION,
        /** The third argument of {@code set_config} is none that can be read. */
        UNKNOWN
    }

    private Settings() {}

    /** The settings that a statement makes; empty for what sets the transaction, the role or the session's user. */
    public static List<Setting> of(List<Token> tokens) {
        TokenCursor words = new TokenCursor(tokens);
        if (words.accept("SET")) {
            Setting setting = set(words);
            return setting == null ? List.of() : List.of(setting);
        }
        if (words.accept("RESET")) {
            Token token = words.peek();
            if (words.accept("ALL")) {
                return List.of(new Setting("*", null, Scope.SESSION, token));
            }
            if (words.accept("TIME", "ZONE")) {
                return List.of(new Setting("timezone", null, Scope.SESSION, token));
            }
            return List.of(new Setting(name(words), null, Scope.SESSION, token));
        }
        return configCalls(tokens);
    }

    private static @Nullable Setting set(TokenCursor words) {
        Scope scope = words.accept("LOCAL") ? Scope.TRANSACTION : Scope.SESSION;
        if (scope == Scope.SESSION
                && words.peek().is("SESSION")
                && !words.peek(1).isAny("AUTHORIZATION", "CHARACTERISTICS", "=", "TO")) {
            words.accept("SESSION");
        }
        Token token = words.peek();
        if (token.isAny("TRANSACTION", "CONSTRAINTS", "SESSION")
                || (token.is("ROLE") && !words.peek(1).isAny("=", "TO"))) {
            return null;
        }
        String name;
        if (words.accept("TIME", "ZONE")) {
            name = "timezone";
        } else if (words.accept("NAMES")) {
            name = "client_encoding";
        } else if (words.accept("SCHEMA")) {
            name = "search_path";
        } else if (words.accept("XML", "OPTION")) {
            name = "xmloption";
        } else {
            name = name(words);
            if (!words.acceptAny("=", "TO")) {
                return null;
            }
        }
        List<String> values = new ArrayList<>();
        while (!words.done()) {
            Token value = words.take();
            if (value.is("DEFAULT")) {
                return new Setting(name, null, scope, token);
            }
            if (!value.is(",")) {
                values.add(value.isString() ? value.value() : value.isName() ? value.name() : value.text());
            }
        }
        // SET NAMES alone means the default
        return new Setting(name, values.isEmpty() ? null : values, scope, token);
    }

    private static String name(TokenCursor words) {
        StringBuilder name = new StringBuilder();
        for (Token part : words.qualifiedName()) {
            name.append(name.isEmpty() ? "" : ".").append(part.name().toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    private static List<Setting> configCalls(List<Token> tokens) {
        List<Setting> calls = new ArrayList<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isName("set_config") && tokens.get(i + 1).is("(")) {
                List<List<Token>> arguments = new TokenCursor(tokens.subList(i + 1, tokens.size())).list();
                if (arguments.size() == 3) {
                    String name = Objects.requireNonNullElse(literal(arguments.get(0)), "?");
                    String value = literal(arguments.get(1));
                    String local = literal(arguments.get(2));
                    calls.add(new Setting(
                            name.toLowerCase(Locale.ROOT),
                            value == null ? List.of() : List.of(value),
                            local == null ? Scope.UNKNOWN : Literals.truth(local) ? Scope.TRANSACTION : Scope.SESSION,
                            token));
                }
            }
        }
        return calls;
    }

    private static @Nullable String literal(List<Token> argument) {
        if (argument.isEmpty()) {
            return null;
        }
        Token first = argument.get(0);
        if (first.isString() && (argument.size() == 1 || argument.get(1).is("::"))) {
            return first.value();
        }
        return argument.size() == 1 && first.isAny("TRUE", "FALSE") ? first.text() : null;
    }
}
