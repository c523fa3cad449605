// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which changes of a type leave the stored values as they are ({@code ATColumnChangeRequiresRewrite}). */
final class TypeChange {

    private static final Pattern TYPE = Pattern.compile("([a-z_ ]+?)(?:\\((\\d+)(?:,(\\d+))?\\))?");

    private TypeChange() {}

    /**
     * Whether the table is not written anew.
     *
     * @param from the old type in the words of a file; empty if it is not known
     */
    static boolean keepsStorage(String from, String to) {
        Matcher source = TYPE.matcher(from.toLowerCase(Locale.ROOT));
        Matcher target = TYPE.matcher(to.toLowerCase(Locale.ROOT));
        if (!target.matches()) {
            return false;
        }
        String base = base(target.group(1));
        if (!source.matches()) {
            return false;
        }
        String old = base(source.group(1));
        return switch (base) {
            case "text" -> old.equals("text") || old.equals("varchar");
            case "varchar" ->
                target.group(2) == null
                        ? old.equals("text") || old.equals("varchar")
                        : old.equals("varchar") && isShorter(source.group(2), target.group(2));
            case "numeric" ->
                old.equals("numeric")
                        && (target.group(2) == null
                                || (isShorter(source.group(2), target.group(2)) && isSameScale(source, target)));
            default -> from.equalsIgnoreCase(to);
        };
    }

    private static boolean isShorter(@Nullable String old, String length) {
        return old != null && Long.parseLong(old) <= Long.parseLong(length);
    }

    private static boolean isSameScale(Matcher source, Matcher target) {
        String old = source.group(3) == null ? "0" : source.group(3);
        return old.equals(target.group(3) == null ? "0" : target.group(3));
    }

    private static String base(String words) {
        return switch (words) {
            case "character varying" -> "varchar";
            case "decimal" -> "numeric";
            default -> words;
        };
    }
}
