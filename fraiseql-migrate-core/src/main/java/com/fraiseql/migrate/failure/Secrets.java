// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.failure;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps passwords that stand in SQL, URLs and connection strings out of everything that is shown. */
public final class Secrets {

    private Secrets() {}

    /**
     * The text with every password replaced by as many asterisks, so that a caret below it stays where it was. What is masked already
     * stays as it is.
     */
    public static String mask(String text) {
        if (text.indexOf("://") < 0 && !text.toLowerCase(Locale.ROOT).contains("password")) {
            return text;
        }
        String masked = mask(Patterns.SQL, text);
        masked = mask(Patterns.AUTHORITY, masked);
        return mask(Patterns.PARAMETER, masked);
    }

    private static String mask(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder masked = new StringBuilder(text);
        while (matcher.find()) {
            for (int i = matcher.start(1); i < matcher.end(1); i++) {
                masked.setCharAt(i, '*');
            }
        }
        return masked.toString();
    }

    /** Compiled only when there may be something to mask. Group 1 is the password. */
    private static final class Patterns {
        static final Pattern SQL = Pattern.compile("(?i)\\bpassword\\s*=?\\s*(?:[EU]&?)?'((?:[^']|'')*)'");
        // a password may itself hold an @ or a / that somebody forgot to escape: mask up to the last @
        static final Pattern AUTHORITY = Pattern.compile("://[^:/@\\s]*:(\\S*)@");
        static final Pattern PARAMETER = Pattern.compile("(?i)password=([^&;\\s\"']*)");
    }
}
