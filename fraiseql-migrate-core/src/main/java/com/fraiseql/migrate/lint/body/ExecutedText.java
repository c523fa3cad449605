// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.body;

import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import com.fraiseql.migrate.sql.Tokens;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The text that EXECUTE runs, as far as the code tells.
 *
 * @param known whether it is all in the code
 * @param tokens its words; none if it is not known
 */
record ExecutedText(boolean known, List<Token> tokens) {

    private static final ExecutedText UNKNOWN = new ExecutedText(false, List.of());

    /** Reads strings, strings joined by {@code ||}, and {@code format} of strings. */
    static ExecutedText of(List<Token> expression) {
        TokenCursor cursor = new TokenCursor(expression);
        StringBuilder text = new StringBuilder();
        do {
            if (cursor.peek().isString()) {
                text.append(cursor.take().value());
            } else if (cursor.accept("format")) {
                String formatted = format(cursor.list());
                if (formatted == null) {
                    return UNKNOWN;
                }
                text.append(formatted);
            } else {
                return UNKNOWN;
            }
        } while (cursor.accept("||"));
        boolean ended = cursor.done() || cursor.peek().isAny("INTO", "USING", "LOOP");
        return ended ? new ExecutedText(true, Tokens.of(text.toString())) : UNKNOWN;
    }

    private static @Nullable String format(List<List<Token>> arguments) {
        for (List<Token> argument : arguments) {
            if (argument.size() != 1 || !argument.get(0).isString()) {
                return null;
            }
        }
        if (arguments.isEmpty()) {
            return null;
        }
        String template = arguments.get(0).get(0).value();
        StringBuilder text = new StringBuilder();
        int next = 1;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c != '%') {
                text.append(c);
                continue;
            }
            char kind = i + 1 < template.length() ? template.charAt(++i) : ' ';
            if (kind == '%') {
                text.append('%');
            } else if ("ILs".indexOf(kind) >= 0 && next < arguments.size()) {
                text.append(quoted(kind, arguments.get(next++).get(0).value()));
            } else {
                return null;
            }
        }
        return text.toString();
    }

    private static String quoted(char kind, String value) {
        return switch (kind) {
            case 'I' ->
                value.equals(value.toLowerCase(Locale.ROOT)) && value.matches("\\w+")
                        ? value
                        : '"' + value.replace("\"", "\"\"") + '"';
            case 'L' -> '\'' + value.replace("'", "''") + '\'';
            default -> value;
        };
    }
}
