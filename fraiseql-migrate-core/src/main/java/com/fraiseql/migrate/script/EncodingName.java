// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.Mark;
import com.fraiseql.migrate.sql.Settings.Setting;
import com.fraiseql.migrate.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names of client encodings. PostgreSQL takes a name in any case and with any punctuation, and reports it back by
 * its usual spelling, with one exception: {@code UNICODE} stays as it is ({@code check_client_encoding}), and the JDBC
 * driver closes the connection when it reads any other name than {@code UTF8}. So that one is sent as what it means.
 */
final class EncodingName {

    private static final String UNICODE = "UNICODE";
    private static final String UTF8 = "'UTF8'";

    private EncodingName() {}

    /** Whether PostgreSQL takes the name for UTF-8 ({@code pg_char_to_encoding}). */
    static boolean isUtf8(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return plain.equals("utf8") || plain.equals("unicode");
    }

    /** Where the statement sets the encoding to {@code UNICODE}: the name that it gives. */
    static @Nullable Token unicode(List<Token> tokens, List<Setting> settings) {
        boolean sets = !settings.isEmpty()
                && settings.stream()
                        .anyMatch(setting -> setting.name().equals("client_encoding")
                                && setting.values() != null
                                && setting.values().contains(UNICODE));
        if (!sets) {
            return null;
        }
        boolean set = tokens.get(0).is("SET");
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            String value = token.isString() ? token.value() : token.isName() ? token.name() : "";
            if (value.equals(UNICODE) && (set || isArgument(tokens, i))) {
                return token;
            }
        }
        return null;
    }

    /** Of set_config: after the setting's name and a comma. */
    private static boolean isArgument(List<Token> tokens, int index) {
        int comma = index - 1;
        while (comma > 0 && !tokens.get(comma).is(",")) {
            comma--;
        }
        for (int i = comma - 1; i >= 0 && !tokens.get(i).is("("); i--) {
            if (tokens.get(i).isString()) {
                return tokens.get(i).value().equalsIgnoreCase("client_encoding");
            }
        }
        return false;
    }

    /** The text with the usual spelling in the name's place. */
    static String usual(String text, Token name) {
        return text.substring(0, name.offset()) + UTF8 + text.substring(name.end());
    }

    /** The replaced places of {@link #usual}, so that the file's own text remains known. */
    static List<Mark> marks(List<Mark> marks, Token name) {
        List<Mark> all = new ArrayList<>(marks.size() + 1);
        int shift = UTF8.length() - name.text().length();
        Mark own = new Mark(name.offset(), UTF8.length(), name.text());
        for (Mark mark : marks) {
            if (mark.from() >= name.end()) {
                if (!all.contains(own)) {
                    all.add(own);
                }
                all.add(new Mark(mark.from() + shift, mark.length(), mark.raw()));
            } else if (mark.from() + mark.length() <= name.offset()) {
                all.add(mark);
            } else {
                // the name comes from a placeholder, which then stands for the usual spelling
                own = new Mark(name.offset(), UTF8.length(), within(name, mark));
            }
        }
        if (!all.contains(own)) {
            all.add(own);
        }
        return List.copyOf(all);
    }

    private static String within(Token name, Mark mark) {
        int from = (int) Math.max(0, mark.from() - name.offset());
        int to = (int) Math.min(name.text().length(), mark.from() + mark.length() - name.offset());
        return name.text().substring(0, from) + mark.raw() + name.text().substring(to);
    }
}
