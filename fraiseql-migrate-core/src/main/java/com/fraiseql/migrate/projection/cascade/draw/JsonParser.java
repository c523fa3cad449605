// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) into maps, lists and values. The engine has no library for it, and the command would grow by a
 * third with one.
 */
final class JsonParser {

    private static final int DEEPEST = 100;

    private final String text;
    private int at;

    private JsonParser(String text) {
        this.text = text;
    }

    /**
     * Reads a text.
     *
     * @throws Unreadable if it is not JSON
     */
    static @Nullable Object parse(String text) {
        JsonParser parser = new JsonParser(text);
        Object value = parser.value(0);
        parser.skip();
        if (parser.at < text.length()) {
            throw parser.unreadable("nothing after the value");
        }
        return value;
    }

    /** What is not JSON, and where. */
    static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int offset;

        Unreadable(String expected, int offset) {
            super("expected " + expected);
            this.offset = offset;
        }

        /** How many characters were read. */
        int offset() {
            return offset;
        }
    }

    private Unreadable unreadable(String expected) {
        return new Unreadable(expected, at);
    }

    private @Nullable Object value(int depth) {
        skip();
        if (depth > DEEPEST) {
            throw unreadable("fewer levels");
        }
        char c = at < text.length() ? text.charAt(at) : 0;
        return switch (c) {
            case '{' -> object(depth);
            case '[' -> list(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        at++;
        skip();
        if (!accept('}')) {
            do {
                skip();
                String name = string();
                skip();
                require(':');
                map.put(name, value(depth + 1));
                skip();
            } while (accept(','));
            require('}');
        }
        return map;
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        at++;
        skip();
        if (!accept(']')) {
            do {
                list.add(value(depth + 1));
                skip();
            } while (accept(','));
            require(']');
        }
        return list;
    }

    private String string() {
        require('"');
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            value.append(c == '\\' ? escaped() : c);
        }
        require('"');
        return value.toString();
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : 0;
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\', '/' -> c;
            case 'u' -> {
                if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                    throw unreadable("four hexadecimal digits");
                }
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> throw unreadable("an escape sequence");
        };
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw unreadable(word);
        }
        at += word.length();
        return value;
    }

    private Object number() {
        int start = at;
        while (at < text.length() && "+-0123456789.eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            return Double.valueOf(text.substring(start, at));
        } catch (NumberFormatException e) {
            at = start;
            throw unreadable("a value");
        }
    }

    private void skip() {
        while (at < text.length() && " \t\r\n\ufeff".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean accept(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void require(char wanted) {
        if (!accept(wanted)) {
            throw unreadable("'" + wanted + "'");
        }
    }
}
