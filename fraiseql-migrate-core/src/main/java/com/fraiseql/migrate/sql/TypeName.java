// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A type in the words of a file.
 *
 * @param base its name in {@code pg_type}, without its schema; a name of the user's as it is
 * @param modifiers the numbers in parentheses, such as length, or precision and scale
 * @param fields the fields of an interval; empty for all other types
 * @param array whether it is an array
 */
public record TypeName(String base, List<Integer> modifiers, String fields, boolean array) {

    public TypeName {
        modifiers = List.copyOf(modifiers);
    }

    /** How many types are remembered: files name the same few for most of their columns. */
    private static final int MOST = 256;

    private static final Map<String, Optional<TypeName>> KNOWN = new ConcurrentHashMap<>();

    /** {@code null} if the words are none, as they are where the type of a column is not known. */
    public static @Nullable TypeName of(String words) {
        Optional<TypeName> known = KNOWN.get(words);
        if (known == null) {
            known = Optional.ofNullable(read(words));
            if (KNOWN.size() < MOST) {
                KNOWN.put(words, known);
            }
        }
        return known.orElse(null);
    }

    private static @Nullable TypeName read(String words) {
        List<String> names = new ArrayList<>();
        List<Integer> modifiers = new ArrayList<>();
        boolean array = false;
        boolean quoted = false;
        List<Token> tokens = Tokens.of(words);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is(".")) {
                names.clear();
            } else if (token.is("[")) {
                array = true;
            } else if (token.isName() && !token.is("SETOF")) {
                quoted |= token.kind() == Token.Kind.QUOTED_NAME;
                names.add(token.name());
            } else if (token.kind() == Token.Kind.NUMBER
                    && !array
                    && token.text().length() < 9) {
                modifiers.add((int) Double.parseDouble(token.text()));
            }
        }
        if (names.isEmpty()) {
            return null;
        }
        array |= names.remove("array");
        String name = String.join(" ", names);
        if (!quoted && name.startsWith("interval ")) {
            return new TypeName("interval", modifiers, name.substring("interval ".length()), array);
        }
        return new TypeName(quoted ? name : standard(name, modifiers), modifiers, "", array);
    }

    private static String standard(String name, List<Integer> modifiers) {
        return switch (name) {
            case "character varying", "char varying", "national character varying", "nchar varying" -> "varchar";
            case "char", "character", "nchar", "national character", "national char" -> {
                if (modifiers.isEmpty()) {
                    modifiers.add(1);
                }
                yield "bpchar";
            }
            case "bit varying" -> "varbit";
            case "bit" -> {
                if (modifiers.isEmpty()) {
                    modifiers.add(1);
                }
                yield "bit";
            }
            case "decimal", "dec" -> "numeric";
            case "int", "integer", "serial", "serial4" -> "int4";
            case "bigint", "bigserial", "serial8" -> "int8";
            case "smallint", "smallserial", "serial2" -> "int2";
            case "real" -> "float4";
            case "double precision" -> "float8";
            case "float" -> {
                boolean single = !modifiers.isEmpty() && modifiers.get(0) < 25;
                modifiers.clear();
                yield single ? "float4" : "float8";
            }
            case "boolean" -> "bool";
            case "timestamp without time zone" -> "timestamp";
            case "timestamp with time zone" -> "timestamptz";
            case "time without time zone" -> "time";
            case "time with time zone" -> "timetz";
            default -> name;
        };
    }

    /** A modifier; {@code null} if the type has none in this place. */
    public @Nullable Integer modifier(int at) {
        return at < modifiers.size() ? modifiers.get(at) : null;
    }

    /** The digits after the point of a numeric that has a precision. */
    public int scale() {
        Integer scale = modifier(1);
        return scale == null ? 0 : scale;
    }

    /** Whether its first modifier lets at least as much pass as that of another type. */
    public boolean isAtLeastAsLongAs(TypeName other) {
        Integer length = modifier(0);
        Integer old = other.modifier(0);
        return length == null || (old != null && old <= length);
    }

    /** Whether it has all digits of another time; six are all that there are. */
    public static boolean isAsPrecise(TypeName old, TypeName type) {
        Integer digits = type.modifier(0);
        return digits == null || digits >= 6 || type.isAtLeastAsLongAs(old);
    }
}
