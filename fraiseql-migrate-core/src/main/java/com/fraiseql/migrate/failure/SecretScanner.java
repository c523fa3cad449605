// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.failure;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the names that secrets follow, and marks the secrets. */
final class SecretScanner {

    /** pgcrypto's functions that take a key or a password. */
    private static final Set<String> KEYED = Set.of(
            "crypt",
            "hmac",
            "encrypt",
            "encrypt_iv",
            "decrypt",
            "decrypt_iv",
            "pgp_sym_encrypt",
            "pgp_sym_encrypt_bytea",
            "pgp_sym_decrypt",
            "pgp_sym_decrypt_bytea",
            "pgp_pub_decrypt",
            "pgp_pub_decrypt_bytea");

    private static final int SHORTEST_TOKEN = 6;

    private final String text;
    private final SecretText in;
    /** Whether CREATE or ALTER, and then ROLE, USER or GROUP, has been seen in this statement. */
    private boolean definition;

    private boolean role;
    private String previous = "";

    SecretScanner(String text) {
        this.text = text;
        this.in = new SecretText(text);
    }

    String masked() {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (SecretText.isWord(c)) {
                int end = in.wordEnd(i);
                i = Math.max(end, word(i, end));
            } else if (c == ':' && text.startsWith("://", i)) {
                i = authority(i + 3);
            } else if (c == '-' && text.startsWith("-----BEGIN ", i)) {
                i = pem(i);
            } else {
                if (c == ';') {
                    definition = false;
                    role = false;
                }
                i++;
            }
        }
        return in.masked();
    }

    /** Returns how far it has been read. */
    private int word(int start, int end) {
        String word = text.substring(start, end).toLowerCase(Locale.ROOT);
        int read = end;
        switch (word) {
            case "create", "alter" -> definition = true;
            case "role", "user", "group" -> role |= definition;
            case "bearer" -> read = bearer(end);
            default -> {
                if (SecretNames.contain(word)) {
                    read = value(start, end);
                } else if (KEYED.contains(word) && in.at(in.blank(end)) == '(') {
                    read = in.call(in.blank(end));
                }
            }
        }
        previous = word;
        return read;
    }

    /** A token in an HTTP header. */
    private int bearer(int end) {
        int at = in.blank(end);
        int length = 0;
        while (at + length < text.length() && "'\", \n\r\t)".indexOf(text.charAt(at + length)) < 0) {
            length++;
        }
        return length < SHORTEST_TOKEN ? end : in.unquoted(at, false);
    }

    /** What follows a secret's name. */
    private int value(int start, int end) {
        int first = in.nameStart(start);
        boolean qualified = first < start;
        char quote = first > 0 ? text.charAt(first - 1) : ' ';
        boolean quoted = (quote == '"' || quote == '\'') && in.at(in.backslashes(end)) == quote;
        int at = end;
        if (quoted) {
            at = in.backslashes(end);
            at = at + in.quotes(at);
        }
        if (in.at(at) == '(') {
            return secretCall(at, end);
        }
        Matcher list = Lists.COLUMNS.matcher(text).region(at, text.length());
        if (list.lookingAt()) {
            return in.rest(list.end());
        }
        Matcher key = Lists.KEY.matcher(text).region(at, text.length());
        if (key.lookingAt()) {
            return in.restOfLine(key.end());
        }
        Matcher standard = Lists.DEFAULT.matcher(text).region(at, text.length());
        if (standard.lookingAt()) {
            return initial(standard.end());
        }
        Matcher declared = Lists.DECLARED.matcher(text).region(at, text.length());
        if (declared.lookingAt()) {
            return initial(declared.end());
        }
        int before = at;
        at = in.blank(at);
        String operator = in.operator(at, quoted);
        boolean spaced = at > before || Character.isWhitespace(in.at(at + operator.length()));
        at = in.blank(at + operator.length());
        if (operator.isEmpty() && !quoted && first >= 5 && text.startsWith("\\set ", first - 5)) {
            return in.restOfLine(at);
        }
        int read = in.literal(at, !operator.isEmpty() || role);
        if (read > at) {
            return read;
        }
        if (in.endsString(at) || text.startsWith("||", at) || in.at(at) == '%' || in.at(at) == '$') {
            // the secret is put together: format(), concatenation, EXECUTE … USING
            return in.at(at) == ';' ? at : in.rest(at);
        }
        return bare(start, at, operator, spaced, qualified || quoted);
    }

    /** The value that a column or variable begins with. */
    private int initial(int at) {
        int end = in.wordEnd(at);
        return end > at && in.at(in.blank(end)) == '(' ? in.call(in.blank(end)) : Math.max(at, in.literal(at, false));
    }

    private int bare(int start, int at, String operator, boolean spaced, boolean qualified) {
        if (SecretText.isWord(in.at(at))) {
            int end = in.wordEnd(at);
            if (in.at(in.blank(end)) == '(' && !operator.isEmpty()) {
                return in.call(in.blank(end));
            }
            String word = text.substring(at, end).toUpperCase(Locale.ROOT);
            if (word.equals("NULL") || word.equals("DEFAULT")) {
                return end;
            }
        }
        if (in.at(at) == '(' && !operator.isEmpty()) {
            return in.call(at);
        }
        boolean sign = operator.equals("=") || operator.equals("TO");
        boolean connection =
                operator.equals("=") && Lists.CONNECTION.matcher(text).find();
        boolean assigned = sign && (!spaced || qualified || connection);
        if (assigned || (operator.isEmpty() && role && isPassword(start))) {
            boolean parameter = start > 0 && "?&".indexOf(text.charAt(start - 1)) >= 0;
            return in.unquoted(at, parameter);
        }
        return at;
    }

    private boolean isPassword(int start) {
        return text.regionMatches(true, start, "PASSWORD", 0, 8);
    }

    /** {@code create_secret('…')}, but not {@code CREATE TABLE secret (…)}. */
    private int secretCall(int at, int end) {
        return Set.of("table", "exists", "into", "view", "on", "index", "from", "join", "only")
                        .contains(previous)
                ? end
                : in.call(at);
    }

    /**
     * From after {@code ://}: a password between the first colon and the last {@code @}, which may itself be part of
     * it.
     */
    private int authority(int at) {
        int end = at;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        int colon = text.indexOf(':', at);
        int slash = text.indexOf('/', at);
        int sign = text.lastIndexOf('@', end - 1);
        if (colon < 0 || colon >= end) {
            return at;
        }
        if (sign > colon && (slash < 0 || colon < slash)) {
            in.hide(colon + 1, sign);
            return sign;
        }
        boolean cut = end == text.length() && sign < at && (slash < 0 || slash > end);
        if (cut && colon + 1 < end && !Character.isDigit(text.charAt(colon + 1))) {
            in.hide(colon + 1, end);
        }
        return at;
    }

    private int pem(int at) {
        Matcher header = Lists.PEM.matcher(text).region(at, text.length());
        if (!header.lookingAt()) {
            return at + 1;
        }
        int end = text.indexOf("-----END", header.end());
        in.hide(header.end(), end < 0 ? text.length() : end);
        return end < 0 ? text.length() : end;
    }

    /** Compiled only when there may be something to mask. */
    private static final class Lists {
        /** The rest of a column list that a secret's name stands in, with the values that follow it. */
        static final Pattern COLUMNS =
                Pattern.compile("(?i)[^()';]*\\)\\s*(?:OVERRIDING\\s+\\w+\\s+VALUE\\s*)?(?=VALUES|SELECT)");
        /** The rest of {@code Key (name, password)=(} in an error's DETAIL. */
        static final Pattern KEY = Pattern.compile("[^()';=]*\\)=\\(");

        /** The type of a column that is named like a secret, and its default. */
        static final Pattern DEFAULT =
                Pattern.compile("(?i)\\s+[a-z][\\w\\s.\"]*(?:\\(\\d+\\))?[\\w\\s]*?\\bDEFAULT\\s+");

        /** The type of a variable of PL/pgSQL, and what assigns its first value. */
        static final Pattern DECLARED = Pattern.compile(
                "(?i)\\s+(?:CONSTANT\\s+)?(?!(?:IS|AND|OR|NOT|IN|AS|ON|FROM|WHERE|THEN|ELSE|END|SET|TO)\\b)"
                        + "[a-z][\\w.\"]*(?:%\\w+)?(?:\\s+(?:varying|precision))?"
                        + "(?:\\s*\\(\\d+(?:,\\d+)?\\))?(?:\\[\\])?"
                        + "(?:\\s+COLLATE\\s+[\\w.\"]+)?(?:\\s+NOT\\s+NULL)?\\s*(?::=|=)\\s*");

        static final Pattern CONNECTION = Pattern.compile("(?i)\\b(?:host|hostaddr|dbname|user)\\s*=");
        static final Pattern PEM = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----");
    }
}
