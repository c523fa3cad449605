// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.CharFeed;
import com.fraiseql.migrate.sql.Mark;
import java.util.ArrayDeque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the configured <code>${name}</code> and nothing else. Never reads beyond a line end in one call, so that it
 * can be switched off for the lines that follow the current one: the data of a COPY, and the rollback section.
 */
final class PlaceholderFeed implements CharFeed {

    private final CharFeed inner;
    private final Map<String, String> values;
    private final ArrayDeque<Mark> marks;
    private final int longest;
    private char[] raw = new char[1 << 13];
    private int at;
    private int limit;
    private boolean ended;
    private String value = "";
    private int valueAt;
    private long produced;
    private boolean on = true;

    /** @param marks receives every replacement, by its offset among all characters produced */
    PlaceholderFeed(CharFeed inner, Map<String, String> values, ArrayDeque<Mark> marks) {
        this.inner = inner;
        this.values = values;
        this.marks = marks;
        this.longest = values.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    void replacing(boolean replace) {
        on = replace;
    }

    /** Whether all that was fetched has been given away. */
    boolean isEmpty() {
        return at == limit && valueAt >= value.length();
    }

    @Override
    public int read(char[] into, int offset, int length) {
        int n = 0;
        while (n < length) {
            if (valueAt < value.length()) {
                int part = Math.min(length - n, value.length() - valueAt);
                value.getChars(valueAt, valueAt + part, into, offset + n);
                valueAt += part;
                n += part;
                continue;
            }
            // without replacing, what follows may be read by others, so no more is fetched than asked for
            if ((!on && n > 0 && at == limit) || !has(1)) {
                break;
            }
            char c = raw[at];
            if (c == '$' && on && has(2) && raw[at + 1] == '{') {
                String name = name();
                if (name != null) {
                    value = values.getOrDefault(name, "");
                    valueAt = 0;
                    marks.add(new Mark(produced + n, value.length(), "${" + name + "}"));
                    at += name.length() + 3;
                    continue;
                }
            }
            into[offset + n++] = c;
            at++;
            if (c == '\n' || (c == '\r' && !(has(1) && raw[at] == '\n'))) {
                break;
            }
        }
        produced += n;
        return n == 0 ? -1 : n;
    }

    private @Nullable String name() {
        for (int i = 2; i <= longest + 2 && has(i + 1); i++) {
            if (raw[at + i] == '}') {
                String name = new String(raw, at + 2, i - 2);
                return values.containsKey(name) ? name : null;
            }
        }
        return null;
    }

    private boolean has(int count) {
        while (limit - at < count) {
            if (ended) {
                return false;
            }
            System.arraycopy(raw, at, raw, 0, limit - at);
            limit -= at;
            at = 0;
            if (raw.length - limit < 2) {
                raw = java.util.Arrays.copyOf(raw, raw.length * 2);
            }
            int n = inner.read(raw, limit, raw.length - limit);
            if (n < 0) {
                ended = true;
            } else {
                limit += n;
            }
        }
        return true;
    }

    @Override
    public void close() {
        inner.close();
    }
}
