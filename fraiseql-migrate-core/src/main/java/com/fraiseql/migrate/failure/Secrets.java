// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.failure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps passwords that stand in SQL or in URLs out of everything that is shown. */
public final class Secrets {

    private static final Pattern IN_SQL = Pattern.compile("(?i)(\\bpassword\\s*=?\\s*(?:[EU]&?)?')((?:[^']|'')*)(')");
    private static final Pattern IN_URL =
            Pattern.compile("(?i)([?&;](?:password|sslpassword)=)([^&;\\s\"']*)|(://[^:/@\\s]*:)([^@/\\s]*)(@)");

    private Secrets() {}

    /** The text with every password replaced by as many asterisks, so that columns stay where they were. */
    public static String mask(String text) {
        return maskWith(IN_URL, maskWith(IN_SQL, text));
    }

    private static String maskWith(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return text;
        }
        StringBuilder masked = new StringBuilder();
        int from = 0;
        do {
            int group = matcher.group(2) != null ? 2 : 4;
            masked.append(text, from, matcher.start(group))
                    .append("*".repeat(matcher.end(group) - matcher.start(group)));
            from = matcher.end(group);
        } while (matcher.find());
        return masked.append(text, from, text.length()).toString();
    }
}
