// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import java.util.regex.Pattern;

/** Takes passwords out of text that a person or a log will see. */
public final class Secrets {

    private Secrets() {}

    /** Puts {@code ***} where a URL's password stands, in its authority or among its parameters. */
    public static String mask(String text) {
        if (text.indexOf("://") < 0 && text.indexOf("assword") < 0) {
            return text;
        }
        String masked = Patterns.AUTHORITY.matcher(text).replaceAll("$1***@");
        return Patterns.PARAMETER.matcher(masked).replaceAll("$1***");
    }

    /** Compiled only when there is something to mask. */
    private static final class Patterns {
        // a password may itself hold an @ or a / that somebody forgot to escape: mask up to the last @
        static final Pattern AUTHORITY = Pattern.compile("(://[^:/@\\s]*:)\\S*@");
        static final Pattern PARAMETER = Pattern.compile("((?:ssl)?password=)[^&\\s\"']*");
    }
}
